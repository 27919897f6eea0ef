import type Database from 'better-sqlite3';
import type { NewDelivery } from '../events.js';
import { deliveryRow } from '../sql/deliveries.js';

/** The values of a row of `deliveries`, in the order of COLUMNS. */
export type PackedDelivery = readonly (string | number | null)[];

const COLUMNS = [
  ...(['account', 'id', 'region', 'sink', 'rule', 'event', 'detail_type', 'subject'] as const),
  ...(['time', 'body', 'state', 'attempts', 'due', 'message', 'tried'] as const),
];

export function packDelivery(delivery: NewDelivery): PackedDelivery {
  const row = deliveryRow(delivery);
  return COLUMNS.map((column) => row[column]);
}

/** Prepares writing deliveries inside the transaction of a commit. */
export function prepareDeliveries(db: Database.Database): (deliveries: readonly PackedDelivery[]) => void {
  const insert = db.prepare(
    `INSERT INTO deliveries (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  );
  return (deliveries) => {
    for (const delivery of deliveries) insert.run(...delivery);
  };
}
