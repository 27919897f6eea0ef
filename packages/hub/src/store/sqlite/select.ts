import type { Filter } from '../../findings/filter/tree.js';
import { compileFilter, tablesOf } from './filter/compile.js';
import type { Table } from './filter/places.js';
import type { Parameters } from './filter/statement.js';

/** Where the rows of findings come from. */
export type Source =
  /** Some rows: the text of a query for their numbers. */
  | { kind: 'rows'; text: string }
  /** All of the scope, one after the other, or in the order of an index. */
  | { kind: 'all'; index?: string };

/** A text that starts with FROM: the findings of `@scope` that pass a filter, with the tables that are read besides. */
export function selection(
  filter: Filter,
  source: Source,
  reads: ReadonlySet<Table>,
  parameters: Parameters,
  ...conditions: readonly string[]
): string {
  const { ofChecks, others } = split(filter);
  const tables = new Set([...reads, ...others.flatMap((part) => [...tablesOf(part)])]);
  const where = [
    // Uncorrelated, so it is worked out once; the sign keeps the engine from starting there.
    ...(ofChecks.length > 0 ? [`+f.check_id IN (SELECT c.id ${checksOf(ofChecks, parameters)})`] : []),
    // Before the conditions that take long.
    ...(source.kind === 'all' && (tables.has('d') || tables.has('x')) ? ['docket_in_time()'] : []),
    ...others.map((part) => compileFilter(part, parameters)),
    ...conditions,
  ];
  // CROSS JOIN: in this order.
  const from = source.kind === 'rows' ? `(SELECT DISTINCT rid FROM (${source.text})) r CROSS JOIN ` : '';
  const by =
    source.kind === 'rows' ? '' : source.index === undefined ? ' NOT INDEXED' : ` INDEXED BY ${source.index}`;
  return [
    `FROM ${from}findings f${by}`,
    ...JOINS.filter(([table]) => tables.has(table)).map(([, join]) => join),
    `WHERE f.scope = @scope`,
    ...(source.kind === 'rows' ? ['AND f.rid = r.rid'] : []),
    ...where.map((condition) => `AND ${condition}`),
  ].join('\n');
}

const JOINS: readonly (readonly [Table, string])[] = [
  ['c', 'CROSS JOIN checks c ON c.scope = f.scope AND c.id = f.check_id'],
  ['x', 'CROSS JOIN facets x ON x.scope = f.scope AND x.rid = f.rid'],
  ['d', 'CROSS JOIN documents d ON d.rid = f.rid'],
];

/** The parts of a filter that all must hold. */
export const partsOf = (filter: Filter): readonly Filter[] =>
  filter.kind === 'and' ? filter.of.flatMap(partsOf) : [filter];

/** Those parts that only look at what findings have in common are decided once for each check, not for each finding. */
export function split(filter: Filter): { ofChecks: Filter[]; others: Filter[] } {
  const ofChecks: Filter[] = [];
  const others: Filter[] = [];
  for (const part of partsOf(filter)) {
    const tables = tablesOf(part);
    (tables.size === 1 && tables.has('c') ? ofChecks : others).push(part);
  }
  return { ofChecks, others };
}

/** A text that starts with FROM: the checks of `@scope` that pass. */
export function checksOf(parts: readonly Filter[], parameters: Parameters): string {
  const conditions = parts.map((part) => ` AND ${compileFilter(part, parameters)}`);
  return `FROM checks c WHERE c.scope = @scope${conditions.join('')}`;
}
