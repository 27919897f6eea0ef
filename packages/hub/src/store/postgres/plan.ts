import type { Filter } from '../../findings/filter/tree.js';
import { Parameters } from './filter/parameters.js';
import type { Scope } from './scopes.js';
import type { Session } from './session.js';
import { isIn, type Source, sourcesOf } from './sources.js';

/** Up to so many findings are quicker looked at one by one than all of a scope. */
const FEW = 4_000;

/**
 * Chooses where a query starts: at the findings that an index names for a part of the filter, if they are few, and else at
 * all of the scope. The server guesses from statistics, which it may not have yet; this looks, all sources in one go.
 *
 * @returns the place of the source among those of the filter; undefined for all of the scope
 */
export async function chooseSource(
  session: Session,
  filter: Filter,
  scope: Scope,
): Promise<number | undefined> {
  const parameters = new Parameters(scope);
  const sources = sourcesOf(filter, parameters);
  if (sources.length === 0) return undefined;
  const counts = sources.map(
    (source) => `(SELECT count(*)::int FROM (${listed(source)} LIMIT ${FEW + 1}) s)`,
  );
  const { rows } = await session.rows<number[]>(parameters.statement(`SELECT ${counts.join(', ')}`));
  const [found = []] = rows;
  const fewest = Math.min(...found);
  return fewest > FEW ? undefined : found.indexOf(fewest);
}

const listed = (source: Source): string =>
  source.column === 'f.key'
    ? source.values
    : `SELECT FROM findings f WHERE f.account = $account AND f.region = $region AND ${isIn(source)}`;
