import type Database from 'better-sqlite3';
import { and, type Filter, type Leaf } from '../../findings/filter/tree.js';
import type { FindingPage, FindingQuery } from '../findings.js';
import { Order, type Position } from './filter/sort.js';
import { type Parameter, Parameters } from './filter/statement.js';
import { choosePlan } from './plan.js';
import { prepareScopes } from './scopes.js';
import { partsOf, type Source, selection } from './select.js';
import { prepareQueries, type Row, type RunQuery } from './statements.js';
import { searchStretch } from './stretch.js';
import type { TimeLimit } from './time-limit.js';

type Values = Readonly<Record<string, Parameter>>;

/** A page ends early beyond this: it is held in memory. A hundred of the largest findings fit. */
const MAX_PAGE_CHARS = 24 * 1024 * 1024;

/** So few rows are quicker looked at than a page's worth of an index's, most of which may not be selected. */
const VERY_FEW = 500;

/** Prepares the search for findings on a connection. */
export function prepareFind(db: Database.Database, inTime: TimeLimit): (query: FindingQuery) => FindingPage {
  const run = prepareQueries(db);
  const scopeOf = prepareScopes(db);
  const pageOf = preparePage(db);
  // One snapshot for the choice, the rows and their documents.
  const snapshot = db.transaction((query: FindingQuery): FindingPage => {
    const { account, region, limit } = query;
    const scope = scopeOf(account, region);
    if (scope === undefined) return { documents: [] };
    return pageOf(findRows(query, { scope, account, region }, run), limit);
  });
  return (query) => inTime(() => snapshot(query));
}

/** Prepares making a page of rows, as `pageRows` gives them. */
export function preparePage(db: Database.Database): (rows: readonly Row[], limit: number) => FindingPage {
  const documentOf = db.prepare<[number], string>('SELECT body FROM documents WHERE rid = ?').pluck();

  function documentsOf(rows: readonly Row[]): string[] {
    const documents: string[] = [];
    let chars = 0;
    for (const row of rows) {
      if (chars > MAX_PAGE_CHARS) break;
      const document = documentOf.get(Number(row.at(-1))) ?? '';
      documents.push(document);
      chars += document.length;
    }
    return documents;
  }

  return (rows, limit) => {
    const documents = documentsOf(rows.slice(0, limit));
    const last = rows[documents.length - 1];
    return {
      documents,
      ...(rows.length > documents.length && last !== undefined && { next: JSON.stringify(last) }),
    };
  };
}

/** Gives the rows of a query that are among those of a source. */
type RowsOf = (source: Source, values: Values, filter: Filter, ...conditions: string[]) => Row[];

/** The positions of a page's findings, of which the last value is the row's number; one more if there is another page. */
export function pageRows(query: FindingQuery, scope: Values, run: RunQuery): RowsOf {
  const order = new Order(query.sort);
  const after = query.after === undefined ? undefined : positionOf(query.after);
  return (source, values, filter, ...conditions) => {
    const parameters = new Parameters();
    const along = source.kind === 'all' && source.index !== undefined;
    const behind = after === undefined ? [] : [order.after(after, parameters)];
    const text = `SELECT ${order.columns}
      ${selection(filter, source, order.tables, parameters, ...behind, ...conditions)}
      ORDER BY ${order.orderBy(along)} LIMIT ${parameters.bind(query.limit + 1)}`;
    return run(text, { ...scope, ...values, ...parameters.values });
  };
}

/** The same, from where the query is best begun. */
function findRows(query: FindingQuery, scope: Values, run: RunQuery): Row[] {
  const after = query.after === undefined ? undefined : positionOf(query.after);
  const rowsOf = pageRows(query, scope, run);
  const plan = choosePlan(query.filter, scope, run);
  if (plan.rows > VERY_FEW && plan.nearly === undefined) {
    // By number, rows come as they lie, and reading ends when the page is full.
    if (query.sort.length === 0) return rowsOf({ kind: 'all' }, {}, query.filter);
    const search = { sort: query.sort, after, wanted: query.limit + 1, most: plan.rows };
    const found = searchStretch(search, scope, run, ({ index, bounds, condition }) =>
      rowsOf({ kind: 'all', index }, bounds, query.filter, condition),
    );
    if (found !== undefined) return found;
  }
  const { source, parameters, nearly } = plan;
  if (nearly !== undefined) {
    const others = and(partsOf(query.filter).filter((part) => part !== nearly));
    const found = rowsOf(source, parameters, others);
    if (allHold(nearly, found, scope, run)) return found;
  }
  return rowsOf(source, parameters, query.filter);
}

/** Looking at the rows of a page is quicker than at all that an index names, of which there may be thousands. */
function allHold(leaf: Leaf, rows: readonly Row[], scope: Values, run: RunQuery): boolean {
  const parameters = new Parameters();
  const numbers = parameters.bind(JSON.stringify(rows.map((row) => row.at(-1))));
  const source = { kind: 'rows', text: `SELECT value AS rid FROM json_each(${numbers})` } as const;
  const text = `SELECT count(*) ${selection(leaf, source, new Set(), parameters)}`;
  const [[holding] = []] = run(text, { ...scope, ...parameters.values });
  return holding === rows.length;
}

/** Tokens are sealed by the caller, so what arrives here was written by `find`. */
function positionOf(after: string): Position {
  const place: unknown = JSON.parse(after);
  if (!Array.isArray(place) || !place.every(isParameter)) throw new Error('not a position of a page');
  return place;
}

const isParameter = (value: unknown): value is Parameter =>
  value === null || typeof value === 'string' || typeof value === 'number';
