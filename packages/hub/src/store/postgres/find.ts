import type { FindingPage, FindingQuery } from '../findings.js';
import type { Database } from './database.js';
import { isExact } from './filter/compile.js';
import { Parameters } from './filter/parameters.js';
import { placeOf } from './filter/places.js';
import { Order } from './filter/sort.js';
import { positionOf, readPage } from './pages.js';
import { chooseStart } from './plan.js';
import { inTime } from './query-time.js';
import { scanInOrder } from './scan.js';
import { scanAll } from './scan-all.js';
import { selection } from './select.js';
import type { Session } from './session.js';
import { findEarly, readPositions } from './stretch.js';

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
    const found = await findEarly(session, query, order, after);
    if (found !== undefined) return readPage(session, query, found);
  }
  const parameters = new Parameters(query);
  const conditions = after === undefined ? [] : [order.after(after, parameters)];
  const text = selection({ filter, source, reads: order.tables, conditions }, parameters);
  const found = await readPositions(
    session,
    order,
    `${text} ORDER BY ${order.orderBy(false)}`,
    parameters,
    limit,
  );
  return readPage(session, query, found);
}
