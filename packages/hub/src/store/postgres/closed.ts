import { and } from '../../findings/filter/tree.js';
import type { ClosedPage, ClosedQuery } from '../statistics.js';
import { closes } from '../trend-counts.js';
import { textArray } from './arrays.js';
import { placeOf } from './filter/places.js';
import { Order } from './filter/sort.js';
import { findFirst, type Search } from './find-first.js';
import { positionOf, readPage } from './pages.js';
import type { Clock } from './query-time.js';
import { scanAll } from './scan-all.js';
import type { Session } from './session.js';
import { closingEntries } from './trend.js';

/** A page of the findings that were closed on a day. Which those are is known first: the filter has been asked by then. */
export async function findClosed(session: Session, query: ClosedQuery, clock: Clock): Promise<ClosedPage> {
  const { event, day, sort } = query;
  const entries = await closingEntries(session, { ...query, from: day, to: day }, clock);
  const closed = entries.flatMap(([key, , , updates]) => (closes(updates, event) ? [key] : []));
  const keys = [...new Set(closed)];
  if (keys.length === 0) return { documents: [], total: 0 };
  const among = { ...query, filter: and([]) };
  const total = keys.length;
  if (sort.some(({ attribute }) => placeOf(attribute).kind === 'document')) {
    return { ...(await scanAll(session, among, clock, keys)), total };
  }
  const order = new Order(sort);
  const after = positionOf(query);
  const select: Search['select'] = (parameters) => ({
    source: undefined,
    conditions: [
      `f.key = ANY (${parameters.bind(textArray(keys))}::text[])`,
      ...(after === undefined ? [] : [order.after(after, parameters)]),
    ],
  });
  const found = await findFirst(session, among, { order, along: false, select });
  return { ...(await readPage(session, query, found)), total };
}
