import type { FindingPage, FindingQuery } from '../findings.js';
import { walk } from './cursor.js';
import { Parameters } from './filter/parameters.js';
import { Order, type Position } from './filter/sort.js';
import { Page, positionOf } from './pages.js';
import { chooseStart } from './plan.js';
import type { Clock } from './query-time.js';
import { readDocument, recheck } from './recheck.js';
import { DOCUMENT, selection } from './select.js';
import type { Session } from './session.js';

/** Makes a page of a filter that only documents can answer: reads those that may pass, in their order, until it is full. */
export async function scanInOrder(session: Session, query: FindingQuery, clock: Clock): Promise<FindingPage> {
  const { filter, limit } = query;
  const order = new Order(query.sort);
  const after = positionOf(query);
  const start = await chooseStart(session, filter, query);
  const parameters = new Parameters(query);
  const conditions = after === undefined ? [] : [order.after(after, parameters)];
  const along = start.source === undefined && order.alongIndex;
  const text = `SELECT ${order.columns.join(', ')}, ${DOCUMENT}
    ${selection({ filter, ...start, reads: order.tables, conditions }, parameters)} ORDER BY ${order.orderBy(along)}`;
  const passes = recheck(filter);
  const page = new Page(limit);
  type Row = [...position: Position[number][], document: string];
  for await (const rows of walk<Row>(session, text, parameters, clock)) {
    for (const row of rows) {
      const document = String(row.at(-1));
      if (passes(readDocument(document))) page.add(row.slice(0, -1), document);
      if (page.complete) return page.result();
    }
  }
  return page.result();
}
