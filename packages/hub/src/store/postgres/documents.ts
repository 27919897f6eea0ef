import type { Position } from './filter/sort.js';

/** So many are held in memory at once. */
export const DOCUMENTS_AT_ONCE = 100;

/**
 * To stand behind SELECT: the documents `d` of the first keys that a query named `p` in front of it gives.
 *
 * In two halves, because an OR has the server collect the places of all documents first and then read them in the order in which
 * they lie, several at once (`effective_io_concurrency`). One by one, those that are not in memory take twice as long. And
 * lists that the server works out, because for each key of one that it is given it estimates how many documents have it,
 * which takes longer than reading them.
 */
export function documentsOfFirst(limit: number): string {
  const half = Math.ceil(Math.min(limit, DOCUMENTS_AT_ONCE) / 2);
  const first = `SELECT key FROM p LIMIT ${half}`;
  return `FROM documents d WHERE d.account = $account
    AND (d.key = ANY (ARRAY(${first})) OR d.key = ANY (ARRAY(${first} OFFSET ${half})))`;
}

/** A finding's key is the last of its position. */
export const keyOf = (position: Position): string => String(position.at(-1));
