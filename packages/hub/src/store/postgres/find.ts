import type { FindingPage, FindingQuery } from '../findings.js';
import type { Database } from './database.js';
import { isExact } from './filter/compile.js';
import { Parameters } from './filter/parameters.js';
import { placeOf } from './filter/places.js';
import { Order, type Position } from './filter/sort.js';
import { positionOf, readPage } from './pages.js';
import { chooseStart } from './plan.js';
import { inTime } from './query-time.js';
import { scanInOrder } from './scan.js';
import { scanAll } from './scan-all.js';
import { selection } from './select.js';
import type { Session } from './session.js';

/** Nearly always a page is full within so many findings. */
const STRETCH = 4_000;

/** A page of the findings of a scope that pass a filter, in an order. */
export function findFindings(database: Database, query: FindingQuery): Promise<FindingPage> {
  return inTime(database, async (session, clock) => {
    const inDocuments = query.sort.some(({ attribute }) => placeOf(attribute).kind === 'document');
    if (inDocuments) return scanAll(session, query, clock);
    return isExact(query.filter) ? findExactly(session, query) : scanInOrder(session, query, clock);
  });
}

/** Where the database knows everything, it makes the page by itself. */
async function findExactly(session: Session, query: FindingQuery): Promise<FindingPage> {
  const { filter, limit } = query;
  const order = new Order(query.sort);
  const after = positionOf(query);
  const { source, few } = await chooseStart(session, filter, query);
  if (!few && order.alongIndex) {
    const parameters = new Parameters(query);
    const from = firstStretch(order, after, parameters);
    if (from !== undefined) {
      const text = selection({ filter, source: undefined, reads: order.tables, from }, parameters);
      const found = await select(
        session,
        order,
        `${text} ORDER BY ${order.orderBy(true)}`,
        parameters,
        limit,
      );
      if (found.length > limit) return readPage(session, query, found);
    }
  }
  const parameters = new Parameters(query);
  const conditions = after === undefined ? [] : [order.after(after, parameters)];
  const text = selection({ filter, source, reads: order.tables, conditions }, parameters);
  const found = await select(session, order, `${text} ORDER BY ${order.orderBy(false)}`, parameters, limit);
  return readPage(session, query, found);
}

/** The first findings of a scope behind a position, in the order of an index: looked at first, they save looking at all. */
function firstStretch(order: Order, after: Position | undefined, parameters: Parameters): string | undefined {
  // Findings without a value come last then, and are not compared.
  if (after?.includes(null)) return undefined;
  const behind = after === undefined ? '' : `AND ${order.row(after, parameters)}`;
  return `(SELECT * FROM findings f WHERE f.account = $account AND f.region = $region ${behind}
    ORDER BY ${order.orderBy(true)} LIMIT ${STRETCH}) f`;
}

/** The positions of the first findings, one more than the limit, if there is one. */
async function select(
  session: Session,
  order: Order,
  text: string,
  parameters: Parameters,
  limit: number,
): Promise<Position[]> {
  const statement = parameters.statement(
    `SELECT ${order.columns} ${text} LIMIT ${parameters.bind(limit + 1)}`,
  );
  return (await session.rows<Position[number][]>(statement)).rows;
}
