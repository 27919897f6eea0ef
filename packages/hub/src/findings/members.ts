import { type AwsSecurityFinding, FINDING_MEMBERS } from '@docket/asff';

/** Some members of a finding; undefined takes one away. */
export type Members = { [K in keyof AwsSecurityFinding]?: AwsSecurityFinding[K] | undefined };

const KNOWN: ReadonlySet<string> = new Set(FINDING_MEMBERS);

/**
 * A copy of a finding with some members changed, in the order of the service's model; members that the model does not
 * know come last.
 */
export function withMembers(finding: AwsSecurityFinding, changes: Members): AwsSecurityFinding {
  const copy: Members = {};
  for (const name of FINDING_MEMBERS) put(copy, name, name in changes ? changes[name] : finding[name]);
  const unknown = Object.entries(finding).filter(([name]) => !KNOWN.has(name));
  // The required members are the finding's own, or replaced by values of the same type.
  const whole = copy as AwsSecurityFinding;
  return unknown.length === 0 ? whole : { ...whole, ...Object.fromEntries(unknown) };
}

function put<K extends keyof AwsSecurityFinding>(copy: Members, name: K, value: Members[K]): void {
  if (value !== undefined) copy[name] = value;
}
