/** The members of a finding, as sent, that are looked at before its format is checked. */
export const membersOf = (entry: unknown): { Id?: unknown; ProductArn?: unknown; AwsAccountId?: unknown } =>
  typeof entry === 'object' && entry !== null ? entry : {};

/** Clients read the Id of a failed finding unchecked, so there is always one: empty if the finding has none. */
export function idOf(entry: unknown): string {
  const { Id: id } = membersOf(entry);
  return typeof id === 'string' ? id : '';
}
