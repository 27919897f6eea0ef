import { at, listOf, textOf } from '../json.js';
import type { Call, Connection } from './connection.js';

/** Far beyond what any list of definitions has: an answer that never ends must not keep the page busy for ever. */
const MOST_PAGES = 200;

/**
 * All items of a list that comes in pages.
 *
 * @param next the call for a page, given the token of the one before
 * @param member the list in the answer
 */
export async function allItems(
  connection: Connection,
  member: string,
  next: (token: string | undefined) => Call,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let token: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await connection.json(next(token));
    items.push(...listOf(at(answer, member)));
    token = textOf(at(answer, 'NextToken'));
    if (token === undefined) break;
  }
  return items;
}

/** The query of a page of a list whose call is a GET or has its token in the query. */
export const pageQuery = (token: string | undefined): Record<string, string> => ({
  MaxResults: '100',
  ...(token !== undefined && { NextToken: token }),
});
