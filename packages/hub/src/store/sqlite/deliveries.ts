import type Database from 'better-sqlite3';
import type { NewDelivery } from '../events.js';
import { deliveryRow } from '../sql/deliveries.js';

/** The text of an event with its rows of `deliveries`, each in the order of COLUMNS. */
export type PackedEvent = readonly [body: string, rows: readonly (readonly (string | number | null)[])[]];

const COLUMNS = [
  ...(['account', 'id', 'region', 'sink', 'rule', 'event', 'detail_type', 'subject'] as const),
  ...(['time', 'state', 'attempts', 'due', 'message', 'tried'] as const),
];

/** Deliveries for another thread: what goes to many sinks is copied there once. */
export function packDeliveries(deliveries: readonly NewDelivery[]): PackedEvent[] {
  const events = new Map<string, (string | number | null)[][]>();
  for (const delivery of deliveries) {
    const row = deliveryRow(delivery);
    const packed = COLUMNS.map((column) => row[column]);
    const known = events.get(delivery.body);
    if (known) known.push(packed);
    else events.set(delivery.body, [packed]);
  }
  return [...events];
}

/** Prepares writing deliveries inside the transaction of a commit. */
export function prepareDeliveries(db: Database.Database): (events: readonly PackedEvent[]) => void {
  const insert = db.prepare(
    `INSERT INTO deliveries (${COLUMNS.join(', ')}, body) VALUES (${COLUMNS.map(() => '?').join(', ')}, ?)`,
  );
  return (events) => {
    for (const [body, rows] of events) for (const row of rows) insert.run(...row, body);
  };
}
