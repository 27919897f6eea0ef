import { MAX_FINDING_BYTES } from '@docket/asff';
import type { OperationInputs } from '../wire/generated/operations.js';
import { FindingDocument, type Members } from './document.js';
import { workflowAfterUpdate } from './workflow.js';

/** What UpdateFindings changes. */
export type FilterUpdate = Pick<OperationInputs['UpdateFindings'], 'Note' | 'RecordState'>;

/**
 * Applies an update of UpdateFindings: the one way for a customer to change a finding's record state. The provider's
 * next import says again what that is, as the service's documentation has it; a workflow goes back to NEW if the finding
 * becomes active again, whoever makes it so. A note stays, like every customer's; one that would take the finding over
 * the limit of its size is left out, as this operation has no way to say so.
 *
 * @param now ISO 8601 with milliseconds; the time of the note
 * @returns the same document if nothing differs
 */
export function applyFilterUpdate(
  stored: FindingDocument,
  { Note, RecordState }: FilterUpdate,
  now: string,
): FindingDocument {
  const without = withState(stored, RecordState);
  if (Note === undefined) return without;
  const changed = replaced(without, { Note: { ...Note, UpdatedAt: now } });
  const bytes = Buffer.byteLength(changed.toString());
  const outgrows = bytes > MAX_FINDING_BYTES && bytes > Buffer.byteLength(without.toString());
  return outgrows ? without : changed;
}

function withState(stored: FindingDocument, RecordState: FilterUpdate['RecordState']): FindingDocument {
  if (RecordState === undefined || RecordState === stored.value('RecordState')) return stored;
  const Compliance = stored.value('Compliance');
  const Workflow = workflowAfterUpdate(stored, { RecordState, ...(Compliance && { Compliance }) });
  return replaced(stored, { RecordState, ...(Workflow && { Workflow }) });
}

function replaced(document: FindingDocument, given: Members): FindingDocument {
  const names = new Set(document.names());
  for (const name of Object.keys(given)) names.delete(name);
  return FindingDocument.compose({}, given, { from: document, names });
}
