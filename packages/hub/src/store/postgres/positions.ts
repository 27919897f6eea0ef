import type { FindingPage, FindingQuery } from '../findings.js';
import type { Position } from './filter/sort.js';

/** A finding's place in the order of a query, and its document. */
export interface Found {
  position: Position;
  document: string;
}

/** @param found one more than fits on the page if there is another page */
export function pageOf(found: readonly Found[], limit: number): FindingPage {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    documents: page.map(({ document }) => document),
    ...(found.length > limit && last !== undefined && { next: JSON.stringify(last.position) }),
  };
}

/** Where the page before ended. Tokens are sealed by the caller, so what arrives here was written by `pageOf`. */
export function positionOf({ after }: Pick<FindingQuery, 'after'>): Position | undefined {
  if (after === undefined) return undefined;
  const position: unknown = JSON.parse(after);
  if (!Array.isArray(position) || !position.every(isValue)) throw new Error('not a position of a page');
  return position;
}

const isValue = (value: unknown): value is Position[number] =>
  value === null || typeof value === 'string' || typeof value === 'number';
