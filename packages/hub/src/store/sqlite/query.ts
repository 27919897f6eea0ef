import type Database from 'better-sqlite3';
import type { FindingPage, FindingQuery } from '../findings.js';
import { Order, type Position } from './filter/sort.js';
import { type Parameter, Parameters } from './filter/statement.js';
import { choosePlan } from './plan.js';
import { prepareScopes } from './scopes.js';
import { type Source, selection } from './select.js';
import { prepareQueries, type Row, type RunQuery } from './statements.js';

type Values = Readonly<Record<string, Parameter>>;

/** Orders that an index follows: of a walk along it, nearly always the first rows are enough. */
const INDEX_OF_ORDER = {
  attribute: 'UpdatedAt',
  column: 'updated_at',
  index: 'findings_updated_at',
} as const;
const FIRST_ROWS = 4_000;

/** Prepares the search for findings on a connection. */
export function prepareFind(db: Database.Database): (query: FindingQuery) => FindingPage {
  const run = prepareQueries(db);
  const scopeOf = prepareScopes(db);
  const documentOf = db.prepare<[number], string>('SELECT body FROM documents WHERE rid = ?').pluck();

  function find(query: FindingQuery): FindingPage {
    const { account, region, limit } = query;
    const scope = scopeOf(account, region);
    if (scope === undefined) return { documents: [] };
    const rows = findRows(query, { scope, account, region }, run);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      documents: page.map((row) => documentOf.get(Number(row.at(-1))) ?? ''),
      ...(rows.length > limit && last !== undefined && { next: JSON.stringify(last) }),
    };
  }

  // One snapshot for the choice, the rows and their documents.
  return db.transaction(find);
}

/** The positions of a page's findings, of which the last value is the row's number; one more if there is another page. */
function findRows(query: FindingQuery, scope: Values, run: RunQuery): Row[] {
  const order = new Order(query.sort);
  const after = query.after === undefined ? undefined : positionOf(query.after);

  const rowsOf = (source: Source, values: Values = {}, ...conditions: string[]): Row[] => {
    const parameters = new Parameters();
    const behind = after === undefined ? [] : [order.after(after, parameters)];
    const text = `SELECT ${order.columns}
      ${selection(query.filter, source, order.tables, parameters, ...behind, ...conditions)}
      ORDER BY ${order.orderBy} LIMIT ${parameters.bind(query.limit + 1)}`;
    return run(text, { ...scope, ...values, ...parameters.values });
  };

  const plan = choosePlan(query.filter, scope, run);
  if (plan.source.kind === 'all') {
    const first = firstRows(query, after, scope, run);
    if (first !== undefined) {
      const source: Source = { kind: 'all', index: INDEX_OF_ORDER.index };
      const found = rowsOf(source, { bound: first.bound }, first.condition);
      if (found.length > query.limit) return found;
    }
  }
  return rowsOf(plan.source, plan.parameters);
}

/**
 * The condition that leaves the first few thousand rows of an order that an index follows. Undefined if there is no such
 * index, or no more rows than that.
 */
function firstRows(
  { sort: [first] }: FindingQuery,
  after: Position | undefined,
  scope: Values,
  run: RunQuery,
): { condition: string; bound: Parameter } | undefined {
  if (first?.attribute !== INDEX_OF_ORDER.attribute) return undefined;
  const { column, index } = INDEX_OF_ORDER;
  const descending = first.order === 'desc';
  const place = after?.[0] ?? null;
  const [[bound] = []] = run(
    `SELECT ${column} FROM findings INDEXED BY ${index} WHERE scope = @scope
      ${place === null ? '' : `AND ${column} ${descending ? '<=' : '>='} @place`}
      ORDER BY ${column} ${descending ? 'DESC' : 'ASC'} LIMIT 1 OFFSET ${FIRST_ROWS}`,
    { ...scope, place },
  );
  if (bound === undefined) return undefined;
  return { condition: `f.${column} ${descending ? '>=' : '<='} @bound`, bound };
}

/** Tokens are sealed by the caller, so what arrives here was written by `find`. */
function positionOf(after: string): Position {
  const place: unknown = JSON.parse(after);
  if (!Array.isArray(place) || !place.every(isParameter)) throw new Error('not a position of a page');
  return place;
}

const isParameter = (value: unknown): value is Parameter =>
  value === null || typeof value === 'string' || typeof value === 'number';
