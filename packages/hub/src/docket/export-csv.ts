import { type Column, cellOf } from './export-columns.js';

/**
 * How a text begins that a spreadsheet would run as a formula (in its ASCII and its full-width form), or whose beginning
 * it would skip.
 */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** What must be in quotes (RFC 4180), what some programs take for the end of a cell, and all that FORMULA finds. */
const SPECIAL = /[",\r\n;\t]|^[=+\-@\uff1d\uff0b\uff0d\uff20]/;

const LINE_END = '\r\n';

/**
 * One cell. A text that a spreadsheet would take for a formula gets an apostrophe in front: findings hold what attackers
 * chose. A number stays one, with its sign.
 */
export function csvCell(value: string | number | boolean | undefined): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  if (!SPECIAL.test(value)) return value;
  return `"${(FORMULA.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
}

export const csvHead = (columns: readonly Column[]): string =>
  columns.map(({ name }) => csvCell(name)).join(',') + LINE_END;

/** The line of a finding, given as the text of its stored document. */
export function csvLine(columns: readonly Column[], document: string): string {
  const finding: unknown = JSON.parse(document);
  return columns.map((column) => csvCell(cellOf(column, finding))).join(',') + LINE_END;
}
