import type { HistoryEntry } from './findings.js';

/** An entry as engines keep it. */
export type HistoryColumns = [
  time: string,
  source: string,
  identity: string,
  created: number,
  updates: string,
];

/**
 * `[["Title","old","new"],…]` with null for a value that is absent, as no attribute of a finding is null; empty for none.
 * The values are JSON text already, so they are put together rather than written again.
 */
export function updatesText(updates: HistoryEntry['updates']): string {
  if (updates.length === 0) return '';
  const rows = updates.map(
    (update) => `[${JSON.stringify(update.field)},${update.old ?? null},${update.new ?? null}]`,
  );
  return `[${rows.join(',')}]`;
}

/** @throws Error if the database holds something else, which only damage can bring about */
export function historyEntry([time, source, identity, created, updates]: HistoryColumns): HistoryEntry {
  if (source !== 'BATCH_IMPORT_FINDINGS' && source !== 'BATCH_UPDATE_FINDINGS') {
    throw new Error(`history of an unknown source: ${source}`);
  }
  return { time, source, identity, created: created === 1, updates: readUpdates(updates) };
}

function readUpdates(text: string): HistoryEntry['updates'] {
  if (text === '') return [];
  const rows: unknown = JSON.parse(text);
  if (!Array.isArray(rows)) throw new Error('history without a list of updates');
  return rows.map((row: unknown) => {
    const [field, before, after]: unknown[] = Array.isArray(row) ? row : [];
    if (typeof field !== 'string') throw new Error('history of an attribute without a name');
    return {
      field,
      ...(before !== null && { old: JSON.stringify(before) }),
      ...(after !== null && { new: JSON.stringify(after) }),
    };
  });
}
