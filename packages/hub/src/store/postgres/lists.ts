/**
 * Lists of texts in one column: each item after a mark, and a mark at the end; nothing for an empty list. No encoded text
 * has the mark in it (`text.ts`), so an item is found by the whole of it, its beginning or any part of it without taking
 * the list apart. JSON will not do: PostgreSQL's cannot hold every text, and escapes look like parts of texts.
 */
import { decodeText, encodeText } from './text.js';

const MARK = '\u0001\u0004\u0004';
/** The same in SQL. */
const MARK_SQL = `E'\\x01\\x04\\x04'`;

export function listText(items: readonly string[]): string {
  let list = '';
  for (const item of items) list += MARK + encodeText(item);
  return items.length === 0 ? '' : list + MARK;
}

/** The reverse of `listText`. */
export const readList = (list: string): string[] =>
  list === '' ? [] : list.slice(MARK.length, -MARK.length).split(MARK).map(decodeText);

/** What a list contains if an item of it starts so. */
export const itemStart = (start: string): string => MARK + encodeText(start);

/** What a list contains if this is an item of it. */
export const itemText = (item: string): string => itemStart(item) + MARK;

/** The items of a list as rows of one column, to stand in FROM; none for an empty list. Before the first mark is nothing. */
export const itemsOf = (list: string): string =>
  `unnest((string_to_array(left(${list}, -${MARK.length}), ${MARK_SQL}))[2:])`;

/**
 * What follows the start of the first item that starts so; NULL for none.
 *
 * @param start plain text
 */
export const firstItem = (list: string, start: string): string => {
  const before = `${MARK_SQL} || '${start}'`;
  return `CASE WHEN strpos(${list}, ${before}) > 0 THEN split_part(split_part(${list}, ${before}, 2), ${MARK_SQL}, 1) END`;
};

/** The list of what follows the start of those items that start so; nothing for none. */
export const listOf = (list: string, start: string): string =>
  `CASE WHEN strpos(${list}, ${MARK_SQL} || '${start}') > 0 THEN (
    SELECT string_agg(${MARK_SQL} || substr(item, ${start.length + 1}), '') || ${MARK_SQL}
    FROM ${itemsOf(list)} AS item WHERE starts_with(item, '${start}')) END`;
