import { and, type Filter } from '../../findings/filter/tree.js';
import { textArray } from './arrays.js';
import { isExact } from './filter/compile.js';
import { Parameters } from './filter/parameters.js';
import type { Table } from './filter/places.js';
import { passingKeys } from './passing.js';
import { chooseStart, type Start } from './plan.js';
import type { Clock } from './query-time.js';
import type { Scope } from './scopes.js';
import { selection } from './select.js';
import type { Session } from './session.js';

/** How often each value came, NULL left out. */
export type Tally = Map<string, number>;

export interface Tallies {
  /** How many findings there are. */
  total: number;
  /** One for each expression. */
  tallies: Tally[];
}

interface Counted {
  filter: Filter;
  /** Texts about findings, and the tables that they read. */
  expressions: readonly string[];
  reads: ReadonlySet<Table>;
}

/** Counts the findings that pass a filter by several expressions at once. */
export async function tally(
  session: Session,
  scope: Scope,
  { filter, ...counted }: Counted,
  clock: Clock,
): Promise<Tallies> {
  const result: Tallies = { total: 0, tallies: counted.expressions.map(() => new Map()) };
  const start = await chooseStart(session, filter, scope);
  if (isExact(filter)) {
    await add(session, scope, { ...counted, filter, ...start }, result);
    return result;
  }
  for await (const keys of passingKeys(
    session,
    { filter, ...start, reads: new Set() },
    new Parameters(scope),
    clock,
  )) {
    await add(session, scope, { ...counted, filter: and([]), source: undefined, keys }, result);
  }
  return result;
}

async function add(
  session: Session,
  scope: Scope,
  { expressions, keys, ...selected }: Counted & Start & { keys?: readonly string[] },
  result: Tallies,
): Promise<void> {
  const parameters = new Parameters(scope);
  const conditions = keys === undefined ? [] : [`f.key = ANY (${parameters.bind(textArray(keys))}::text[])`];
  const found = selection({ ...selected, conditions }, parameters);
  const names = expressions.map((_, index) => `c${index}`);
  const columns = expressions.map((expression, index) => `${expression} AS c${index}`);
  // A row for each value of each expression, all else NULL, which grouping() tells from a value that is NULL.
  const { rows } = await session.rows<[...values: (string | null)[], groups: number, count: number]>(
    parameters.statement(`
      SELECT ${[...names, names.length === 0 ? '0' : `grouping(${names.join(', ')})`].join(', ')}, count(*)::float8
      FROM (SELECT ${columns.join(', ')} ${found}) s
      GROUP BY GROUPING SETS (${['()', ...names.map((name) => `(${name})`)].join(', ')})`),
  );
  const all = 2 ** names.length - 1;
  for (const row of rows) {
    const [groups, count] = [Number(row.at(-2)), Number(row.at(-1))];
    if (groups === all) result.total += count;
    names.forEach((_, index) => {
      // Of the bits of grouping(), the last expression's is the lowest.
      if (groups !== all - 2 ** (names.length - 1 - index)) return;
      const value = row[index];
      const counts = result.tallies[index];
      if (typeof value === 'string') counts?.set(value, (counts.get(value) ?? 0) + count);
    });
  }
}
