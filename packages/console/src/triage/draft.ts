import type { FindingUpdate } from '../api/update.js';

/** What somebody wants to decide about findings; empty texts decide nothing. */
export interface Draft {
  readonly workflow: string;
  readonly severity: string;
  readonly verification: string;
  readonly note: string;
}

export const NO_DECISION: Draft = { workflow: '', severity: '', verification: '', note: '' };

export const LONGEST_NOTE = 512;

/** @returns undefined if nothing is decided */
export function updateOf(
  { workflow, severity, verification, note }: Draft,
  author: string,
): FindingUpdate | undefined {
  const update = {
    ...(workflow !== '' && { Workflow: { Status: workflow } }),
    ...(severity !== '' && { Severity: { Label: severity } }),
    ...(verification !== '' && { VerificationState: verification }),
    ...(note.trim() !== '' && { Note: { Text: note.trim(), UpdatedBy: author } }),
  };
  return Object.keys(update).length === 0 ? undefined : update;
}
