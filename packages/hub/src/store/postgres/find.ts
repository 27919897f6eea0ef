import type { FindingPage, FindingQuery } from '../findings.js';
import type { Database } from './database.js';
import { isExact } from './filter/compile.js';
import { placeOf } from './filter/places.js';
import { Order, type Position } from './filter/sort.js';
import { type Found, findFirst } from './find-first.js';
import { positionOf, readPage } from './pages.js';
import { chooseStart, type Start } from './plan.js';
import { inTime } from './query-time.js';
import { scanInOrder } from './scan.js';
import { scanAll } from './scan-all.js';
import type { Session } from './session.js';
import { findEarly } from './stretch.js';

/** Up to so many findings that an index names are looked at rather than the first ones of an order. */
const FEW = 2_000;

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
  const order = new Order(query.sort);
  return readPage(session, query, await search(session, query, order, positionOf(query)));
}

async function search(
  session: Session,
  query: FindingQuery,
  order: Order,
  after: Position | undefined,
): Promise<Found> {
  const searchFrom = (start: Start): Promise<Found> =>
    findFirst(session, query, {
      ...{ order, along: false },
      select: (parameters) => ({
        ...start,
        conditions: after === undefined ? [] : [order.after(after, parameters)],
      }),
    });
  if (!order.alongIndex) return searchFrom(await chooseStart(session, query.filter, query));
  const few = await chooseStart(session, query.filter, query, { most: FEW });
  if (few.source !== undefined) return searchFrom(few);
  const found = await findEarly(session, query, { order, after, digests: few.digests });
  return found ?? searchFrom(await chooseStart(session, query.filter, query, { digests: few.digests }));
}
