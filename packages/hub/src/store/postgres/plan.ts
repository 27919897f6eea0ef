import type { Filter } from '../../findings/filter/tree.js';
import { Parameters } from './filter/parameters.js';
import type { Scope } from './scopes.js';
import type { Session } from './session.js';
import { sourcesOf } from './sources.js';

/** Up to so many findings are quicker looked up than all of an account are looked at. */
const WORTHWHILE = 16_000;

/** Where a query starts. */
export interface Start {
  /** The place of the best source among those of the filter; undefined for all findings of the scope. */
  source: number | undefined;
}

/**
 * Chooses where a query starts: at the findings that an index names for a part of the filter, if they are not too many, and
 * else at all of the scope. The server guesses from statistics, which it may not have yet; this looks, all sources in one
 * go, which takes a millisecond.
 *
 * @param most a source with more findings than that is none
 */
export async function chooseStart(
  session: Session,
  filter: Filter,
  scope: Scope,
  most = WORTHWHILE,
): Promise<Start> {
  const parameters = new Parameters(scope);
  const counts = sourcesOf(filter, parameters).map(
    ({ rows }) => `(SELECT count(*)::int FROM (${rows} LIMIT ${most + 1}) s)`,
  );
  if (counts.length === 0) return { source: undefined };
  const { rows } = await session.rows<number[]>(parameters.statement(`SELECT ${counts.join(', ')}`));
  let source: number | undefined;
  let fewest = most + 1;
  for (const [place, count] of (rows[0] ?? []).entries()) {
    if (count >= fewest) continue;
    source = place;
    fewest = count;
  }
  return { source };
}
