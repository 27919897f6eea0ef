/**
 * Lists of texts in one column: JSON with a line break before each item, which JSON text has nowhere else. So an item
 * is found by its whole text or its beginning without taking the list apart, and SQLite's functions can still do that.
 */
export const listText = (items: readonly string[]): string =>
  items.length === 0 ? '[]' : `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}]`;

/** What a list contains if this is an item of it. */
export const itemText = (item: string): string => `\n${JSON.stringify(item)}`;

/** What a list contains if an item of it starts so. */
export const itemStart = (start: string): string => itemText(start).slice(0, -1);
