import type { Filter } from '../../findings/filter/tree.js';
import { textArray } from './arrays.js';
import { Parameters } from './filter/parameters.js';
import type { Scope } from './scopes.js';
import type { Session } from './session.js';
import { checkParts, digestsOf, sourcesOf } from './sources.js';

/** Up to so many findings are quicker looked up than all of an account are looked at. */
const WORTHWHILE = 16_000;

/** Up to so many checks are named to the next statement, which else looks at all of the scope once more. */
const NAMED = 400;

interface Choice {
  /** A source with more findings than that is none. */
  most?: number;
  /** What an earlier choice said of the checks. */
  digests?: readonly string[] | undefined;
}

/** Where a query starts. */
export interface Start {
  /** The place of the best source among those of the filter; undefined for all findings of the scope. */
  source: number | undefined;
  /** The digests of all checks that pass the filter; absent if it does not ask for any, or too many do. */
  digests?: readonly string[];
}

/**
 * Chooses where a query starts: at the findings that an index names for a part of the filter, if they are not too many, and
 * else at all of the scope. The server guesses from statistics, which it may not have yet; this looks, all sources in one
 * go, which takes a millisecond.
 */
export async function chooseStart(
  session: Session,
  filter: Filter,
  scope: Scope,
  { most = WORTHWHILE, digests }: Choice = {},
): Promise<Start> {
  const parameters = new Parameters(scope);
  const asked = checkParts(filter);
  // Looked for once, and used in both: a part of a statement that is used twice is worked out apart.
  const passing =
    digests === undefined
      ? digestsOf(asked, parameters)
      : `SELECT unnest(${parameters.bind(textArray(digests))}::text[]) AS digest`;
  const checks = asked.length === 0 ? '' : `WITH k AS (${passing})`;
  const counts = sourcesOf(filter, parameters, 'ARRAY(SELECT k.digest FROM k)').map(
    ({ rows }) => `(SELECT count(*)::int FROM (${rows} LIMIT ${most + 1}) s)`,
  );
  if (counts.length === 0) return { source: undefined };
  const named = asked.length === 0 ? 'NULL' : `ARRAY(SELECT k.digest FROM k LIMIT ${NAMED + 1})`;
  const { rows } = await session.rows<[string[] | null, ...number[]]>(
    parameters.statement(`${checks} SELECT ${[named, ...counts].join(', ')}`),
  );
  const [found = null, ...sizes] = rows[0] ?? [];
  return {
    source: placeOfFewest(sizes, most),
    ...(found !== null && found.length <= NAMED && { digests: found }),
  };
}

/** @returns undefined if none is small enough */
function placeOfFewest(sizes: readonly number[], most: number): number | undefined {
  const fewest = Math.min(...sizes, most + 1);
  return fewest > most ? undefined : sizes.indexOf(fewest);
}
