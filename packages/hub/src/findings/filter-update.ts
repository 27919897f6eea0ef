import { MAX_FINDING_BYTES } from '@docket/asff';
import type { OperationInputs } from '../wire/generated/operations.js';
import type { FindingDocument } from './document.js';
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
  const changed = without.with({ Note: { ...Note, UpdatedAt: now } });
  return changed.fits(MAX_FINDING_BYTES) || changed.fits(without.byteLength()) ? changed : without;
}

function withState(stored: FindingDocument, RecordState: FilterUpdate['RecordState']): FindingDocument {
  if (RecordState === undefined || RecordState === stored.value('RecordState')) return stored;
  const Compliance = stored.value('Compliance');
  const Workflow = workflowAfterUpdate(stored, { RecordState, ...(Compliance && { Compliance }) });
  return stored.with({ RecordState, ...(Workflow && { Workflow }) });
}
