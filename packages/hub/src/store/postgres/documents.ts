import type { Position } from './filter/sort.js';

/** So many are held in memory at once. */
export const DOCUMENTS_AT_ONCE = 100;

/**
 * To stand behind SELECT: the documents `d` of keys that two queries give.
 *
 * Two lists, because an OR has the server collect the places of all documents first and then read them in the order in which
 * they lie, several at once (`effective_io_concurrency`). One by one, those that are not in memory take twice as long. And
 * lists that the server works out, because for each key of one that it is given it estimates how many documents have it,
 * which takes longer than reading them.
 */
export const documentsOf = (some: string, others: string): string =>
  `FROM documents d WHERE d.account = $account AND (d.key = ANY (ARRAY(${some})) OR d.key = ANY (ARRAY(${others})))`;

/** A finding's key is the last of its position. */
export const keyOf = (position: Position): string => String(position.at(-1));
