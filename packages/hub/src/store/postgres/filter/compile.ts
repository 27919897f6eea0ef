import type { Filter } from '../../../findings/filter/tree.js';
import { compileLeaf, isExactLeaf } from './leaves.js';
import type { Parameters } from './parameters.js';
import { placeOf, type Table } from './places.js';
import { type Bound, conjunction, disjunction, isDecided, negation, opposite } from './sql.js';

/**
 * The condition of a filter in PostgreSQL's SQL, on findings `f` and, if `tablesOf` says so, their facets `x`. What only
 * the hub can tell is bounded: `may` is true of all that pass, and perhaps of others; `must` of none but those that pass.
 * For a filter that is exact (`isExact`), both are the same. NULL counts as false.
 */
export function compileFilter(filter: Filter, bound: Bound, parameters: Parameters): string {
  const table = apartIn(filter);
  if (table !== undefined) return around(table, compileWithin(filter, bound, parameters));
  switch (filter.kind) {
    case 'and':
    case 'or':
      return joined(filter.kind, filter.of, bound, parameters);
    case 'not':
      return negation(compileFilter(filter.of, opposite(bound), parameters));
    default:
      return compileLeaf(filter, bound, parameters);
  }
}

/** The same for a part of which all is about one table, on its rows. */
export function compileWithin(filter: Filter, bound: Bound, parameters: Parameters): string {
  switch (filter.kind) {
    case 'and':
      return conjunction(filter.of.map((part) => compileWithin(part, bound, parameters)));
    case 'or':
      return disjunction(filter.of.map((part) => compileWithin(part, bound, parameters)));
    case 'not':
      return negation(compileWithin(filter.of, opposite(bound), parameters));
    default:
      return compileLeaf(filter, bound, parameters);
  }
}

/** Whether the database decides all of a filter by itself. */
export function isExact(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.of.every(isExact);
    case 'not':
      return isExact(filter.of);
    default:
      return isExactLeaf(filter);
  }
}

/** The tables that a filter's attributes are read in. */
export function tablesOf(filter: Filter): ReadonlySet<Table> {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return new Set(filter.of.flatMap((part) => [...tablesOf(part)]));
    case 'not':
      return tablesOf(filter.of);
    default:
      return new Set([placeOf(filter.attribute).table]);
  }
}

/** The table that all of a filter is about, if it is one of those that are asked apart from the findings. */
export function apartIn(filter: Filter): 'c' | 'd' | undefined {
  const [table, ...others] = tablesOf(filter);
  return others.length === 0 && (table === 'c' || table === 'd') ? table : undefined;
}

/** Parts about the same check or document are put together, so that it is looked up once. */
function joined(kind: 'and' | 'or', of: readonly Filter[], bound: Bound, parameters: Parameters): string {
  const join = kind === 'and' ? conjunction : disjunction;
  const together = (['c', 'd'] as const).map((table) => {
    const same = of.filter((part) => apartIn(part) === table);
    return same.length === 0
      ? []
      : [around(table, join(same.map((part) => compileWithin(part, bound, parameters))))];
  });
  const others = of.filter((part) => apartIn(part) === undefined);
  return join([...together.flat(), ...others.map((part) => compileFilter(part, bound, parameters))]);
}

/** The condition on a finding that its check or document meets one. */
function around(table: 'c' | 'd', condition: string): string {
  if (isDecided(condition)) return condition;
  // Worked out once for all checks: as a part of an expression, it is never made a join.
  if (table === 'c') return `(f.check_digest IN (SELECT c.digest FROM ${checksThat(condition)})) IS TRUE`;
  // As a value, it is looked up for each finding that meets all other conditions, and for no other.
  return `(SELECT ${condition} FROM documents d WHERE d.account = $account AND d.key = f.key)`;
}

/** To stand in FROM: the scope's checks that meet a condition. */
export const checksThat = (condition: string): string =>
  `checks c WHERE c.account = $account AND c.region = $region AND ${condition}`;
