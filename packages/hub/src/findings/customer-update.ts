import type { AwsSecurityFinding } from '@docket/asff';
import type { OperationInputs } from '../wire/generated/operations.js';
import type { Members } from './document.js';
import { type AttributeChange, changes } from './history.js';
import type { Current } from './import.js';
import { completeSeverity } from './severity.js';
import { customerBit, SHARED } from './shared.js';

/** What a customer may change: the nine attributes of BatchUpdateFindings. */
export type CustomerUpdate = Omit<OperationInputs['BatchUpdateFindings'], 'FindingIdentifiers'>;

/** The attributes of CustomerUpdate. */
export const CUSTOMER_FIELDS = [
  ...SHARED,
  'Note',
  'UserDefinedFields',
  'VerificationState',
  'Workflow',
] as const;

/**
 * Applies a customer's update. It changes neither FindingProviderFields nor UpdatedAt, as the service's documentation
 * says, and from here on the shared attributes among the changed ones are the customer's at the top level.
 *
 * @param now ISO 8601 with milliseconds; the time of a note
 */
export function applyCustomerUpdate(
  current: Current,
  update: CustomerUpdate,
  now: string,
): { next: Current; changes: AttributeChange[] } {
  const next = withCustomerUpdate(current, update, now);
  return { next, changes: changes(current.document, next.document) };
}

/** As applyCustomerUpdate, for callers that make several before they ask what has changed. */
export function withCustomerUpdate(current: Current, update: CustomerUpdate, now: string): Current {
  const { document: stored } = current;
  const given: Members = {};
  const { Note, Severity, Workflow } = update;
  for (const name of CUSTOMER_FIELDS)
    if (update[name] !== undefined) Object.assign(given, { [name]: update[name] });
  if (Note) given.Note = { ...Note, UpdatedAt: now };
  if (Severity) given.Severity = updatedSeverity(stored.value('Severity'), Severity);
  if (Workflow) given.Workflow = { ...stored.value('Workflow'), ...Workflow };
  const customerSet = SHARED.reduce(
    (bits, name) => (update[name] === undefined ? bits : bits | customerBit(name)),
    current.customerSet,
  );
  return { document: stored.with(given), customerSet };
}

/** Label and Normalized are replaced together, the missing one derived; the provider's Original and Product stay. */
function updatedSeverity(
  stored: AwsSecurityFinding['Severity'],
  update: NonNullable<CustomerUpdate['Severity']>,
): NonNullable<AwsSecurityFinding['Severity']> {
  const { Label, Normalized, ...providers } = { ...stored };
  const untouched = update.Label === undefined && update.Normalized === undefined;
  return completeSeverity({
    ...providers,
    ...(untouched && Label !== undefined && { Label }),
    ...(untouched && Normalized !== undefined && { Normalized }),
    ...update,
  });
}
