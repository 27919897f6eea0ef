import type { Filter } from '../../findings/filter/tree.js';
import { Parameters } from './filter/parameters.js';
import type { Scope } from './scopes.js';
import type { Session } from './session.js';
import { sourcesOf } from './sources.js';

/** Up to so many findings are looked at rather than the first ones of an order. */
const FEW = 2_000;

/** Where a query starts. */
export interface Start {
  /** The place of the best source among those of the filter; undefined for all findings of the scope. */
  source: number | undefined;
  /** Whether it names so few findings that nothing else is worth a try. */
  few: boolean;
}

/**
 * Chooses where a query starts: at the findings that an index names for a part of the filter, if they are not too many, and
 * else at all of the scope. The server guesses from statistics, which it may not have yet; this looks, all sources in one
 * go, which takes a millisecond.
 */
export async function chooseStart(session: Session, filter: Filter, scope: Scope): Promise<Start> {
  const parameters = new Parameters(scope);
  const sources = sourcesOf(filter, parameters);
  const counts = sources.map(({ rows, most }) => `(SELECT count(*)::int FROM (${rows} LIMIT ${most + 1}) s)`);
  if (counts.length === 0) return { source: undefined, few: false };
  const { rows } = await session.rows<number[]>(parameters.statement(`SELECT ${counts.join(', ')}`));
  const [found = []] = rows;
  let best: number | undefined;
  for (const [place, { most }] of sources.entries()) {
    const count = found[place] ?? Number.POSITIVE_INFINITY;
    if (count <= most && count < (best === undefined ? Number.POSITIVE_INFINITY : (found[best] ?? 0)))
      best = place;
  }
  return { source: best, few: best !== undefined && (found[best] ?? 0) <= FEW };
}
