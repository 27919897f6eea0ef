import { and } from '../../findings/filter/tree.js';
import type { FindingQuery } from '../findings.js';
import { documentsOfFirst } from './documents.js';
import { compileFilter } from './filter/compile.js';
import { Parameters } from './filter/parameters.js';
import type { Order, Position } from './filter/sort.js';
import { type Selection, selection } from './select.js';
import type { Session } from './session.js';
import { nearParts } from './sources.js';

/** Which of a query's findings are looked at, and how. */
export interface Search {
  order: Order;
  /** Whether they come along the index that has the order. */
  along: boolean;
  /** Whether only a full page is of use: no documents are read for another. */
  full?: boolean;
  /** Makes what the query does not say of the selection. */
  select(parameters: Parameters): Pick<Selection, 'source' | 'digests' | 'from' | 'conditions'>;
}

/** The first findings of a query: one more than its limit, if there is one. */
export interface Found {
  positions: readonly Position[];
  /** By key, of the first of them. */
  documents: ReadonlyMap<string, string>;
}

/** Those of the positions come first, and those of the documents, with a key in front, behind them. */
type Row = [right: boolean | null, ...position: Position, document: string | null];

/**
 * Finds the first findings of a query, and reads their documents in the same statement, which saves a journey.
 *
 * What takes long to compare is compared for these findings alone where an index names nearly the right ones. If any of them
 * is wrong after all, everything is compared on the way.
 */
export async function findFirst(session: Session, query: FindingQuery, search: Search): Promise<Found> {
  const nearly = nearParts(query.filter).length > 0 ? await read(session, query, search, true) : undefined;
  return nearly?.right === true ? nearly : read(session, query, search, false);
}

/** @param nearly whether to go by indexes of hashes, and to tell whether all that was found is right */
async function read(
  session: Session,
  { filter, limit, ...scope }: FindingQuery,
  { order, along, full = false, select }: Search,
  nearly: boolean,
): Promise<Found & { right: boolean }> {
  const parameters = new Parameters(scope);
  const selected = selection({ filter, reads: order.tables, nearly, ...select(parameters) }, parameters);
  const columns = [nearly ? rightness(filter, parameters) : 'TRUE', ...order.columns];
  const [names, nulls] = [
    columns.slice(1).map((_, index) => `c${index}`),
    columns.slice(1).map(() => 'NULL'),
  ];
  const text = `WITH p (${names.join(', ')}, key) AS (SELECT ${columns.join(', ')} ${selected}
      ORDER BY ${order.orderBy(along)} LIMIT ${parameters.bind(limit + 1)})
    SELECT p.*, NULL FROM p UNION ALL SELECT ${nulls.join(', ')}, d.key, d.body
    ${documentsOfFirst(limit)}
      ${full ? `AND (SELECT count(*) FROM p) > ${parameters.bind(limit)}` : ''}`;
  const { rows } = await session.rows<Row>(parameters.statement(text));
  const documents = new Map<string, string>();
  const positions: Position[] = [];
  for (const [, ...row] of rows) {
    const document = row.at(-1);
    if (typeof document === 'string') documents.set(String(row.at(-2)), document);
    else positions.push(row.slice(0, -1));
  }
  return { right: rows.every(([right]) => right !== false), positions, documents };
}

/** Whether the values are the right ones, too. As a query for one value, it is asked for the rows of the page alone. */
function rightness(filter: FindingQuery['filter'], parameters: Parameters): string {
  const right = compileFilter(and(nearParts(filter)), 'may', parameters);
  return `(SELECT ${right} FROM facets x WHERE x.account = $account AND x.key = f.key)`;
}
