import type Database from 'better-sqlite3';
import type { AttributeName } from '../../findings/filter/attributes.js';
import type { Statistics, StatisticsQuery, ValueCount } from '../statistics.js';
import { mostFrequent } from '../value-counts.js';
import { countingOf } from './counting.js';
import { type Place, placeOf, type Table } from './filter/places.js';
import { type Parameter, Parameters } from './filter/statement.js';
import { choosePlan } from './plan.js';
import { prepareScopes } from './scopes.js';
import { selection } from './select.js';
import { prepareQueries, type RunQuery } from './statements.js';
import type { RunTally } from './tally.js';
import type { TimeLimit } from './time-limit.js';

type Values = Readonly<Record<string, Parameter>>;

/** The rows of findings that are counted: a text that starts with FROM, and its parameters. */
type Select = (reads: readonly Table[], parameters: Parameters) => string;

/** Prepares the counting of findings on a connection. It reads no documents but for filters. */
export function prepareCount(
  db: Database.Database,
  inTime: TimeLimit,
  runTally: RunTally,
): (query: StatisticsQuery) => Statistics {
  const run = prepareQueries(db);
  const scopeOf = prepareScopes(db);
  // One snapshot for the total and all groups.
  const snapshot = db.transaction((query: StatisticsQuery): Statistics => {
    const { account, region } = query;
    const scope = scopeOf(account, region);
    if (scope === undefined) return { total: 0, groups: query.groupBy.map(() => []) };
    return countIn({ scope, account, region }, query, run, runTally);
  });
  return (query) => inTime(() => snapshot(query));
}

/** The same within a scope, as a part of a larger query. */
export function countIn(
  scope: Values,
  { filter, groupBy, limit }: Pick<StatisticsQuery, 'filter' | 'groupBy' | 'limit'>,
  run: RunQuery,
  runTally: RunTally,
): Statistics {
  const plan = choosePlan(filter, scope, run);
  const select: Select = (reads, parameters) => selection(filter, plan.source, new Set(reads), parameters);
  const values = { ...scope, ...plan.parameters };
  const narrow = new Map(
    groupBy.flatMap((attribute) => {
      const place = placeOf(attribute);
      return isWide(place) ? [] : [[attribute, countingOf(place, scope, run)] as const];
    }),
  );

  const parameters = new Parameters();
  const counted = [...narrow.values()].map(({ sql }) => sql).join(', ');
  // A tally says 1 of each row, so that the sum of it is the number of rows.
  const number = counted === '' ? 'count(*)' : `coalesce(sum(docket_tally(${counted})), 0)`;
  const text = `SELECT ${number} ${select([], parameters)}`;
  let total = 0;
  const tallies = runTally(narrow.size, () => {
    const [[rows] = []] = run(text, { ...values, ...parameters.values });
    total = Number(rows);
  });

  const found = new Map<AttributeName, ReadonlyMap<string, number>>();
  for (const [index, [attribute, { valuesOf }]] of [...narrow].entries()) {
    found.set(attribute, valuesOf(tallies[index] ?? new Map()));
  }
  const groups = groupBy.map((attribute) => {
    const counts = found.get(attribute);
    return counts ? mostFrequent(counts, limit) : groupWide(placeOf(attribute), values, select, limit, run);
  });
  return { total, groups };
}

type WidePlace = Extract<Place, { table: 'x' | 'd' }>;

/** Long texts, many of which are different: the engine is quicker to sort them than to hand them over one by one. */
const isWide = (place: Place): place is WidePlace => place.table === 'x' || place.table === 'd';

function groupWide(place: Place, values: Values, select: Select, limit: number, run: RunQuery): ValueCount[] {
  if (place.kind === 'document') throw new Error('findings are not counted by what only documents have');
  const parameters = new Parameters();
  const sql = place.kind === 'facet' ? `json_extract(${place.sql}, '${place.path}')` : place.sql;
  const rows = `SELECT ${sql} AS counted, count(*) AS n ${select([place.table], parameters)} GROUP BY 1`;
  const text =
    place.kind === 'column'
      ? `SELECT counted AS value, n FROM (${rows}) WHERE value IS NOT NULL`
      : `SELECT item.value AS value, sum(n) AS n FROM (${rows}), json_each(counted) AS item
        WHERE ${FIRST_OF_ITS_KIND} GROUP BY 1`;
  return run(`${text} ORDER BY n DESC, value LIMIT ${parameters.bind(Number.isFinite(limit) ? limit : -1)}`, {
    ...{ ...values, ...parameters.values },
  }).map(([value, count]) => ({ value: String(value), count: Number(count) }));
}

/** Of a list, each item counts once, however often it is in there. */
const FIRST_OF_ITS_KIND = `(item.key = 0 OR NOT EXISTS (
  SELECT 1 FROM json_each(counted) AS earlier WHERE earlier.key < item.key AND earlier.value = item.value))`;
