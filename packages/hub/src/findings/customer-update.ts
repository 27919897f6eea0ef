import type { AwsSecurityFinding } from '@docket/asff';
import type { OperationInputs } from '../wire/generated/operations.js';
import { FindingDocument, type Members } from './document.js';
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
  const { document: stored } = current;
  const changed = CUSTOMER_FIELDS.filter((name) => update[name] !== undefined);
  const { Note, Severity, Workflow } = update;
  const given: Members = {
    ...update,
    Note: Note && { ...Note, UpdatedAt: now },
    Severity: Severity && updatedSeverity(stored.value('Severity'), Severity),
    Workflow: Workflow && { ...stored.value('Workflow'), ...Workflow },
  };
  const untouched = new Set(stored.names());
  for (const name of changed) untouched.delete(name);
  const document = FindingDocument.compose({}, given, { from: stored, names: untouched });
  const customerSet = SHARED.reduce(
    (bits, name) => (update[name] === undefined ? bits : bits | customerBit(name)),
    current.customerSet,
  );
  return { next: { document, customerSet }, changes: changes(stored, document) };
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
