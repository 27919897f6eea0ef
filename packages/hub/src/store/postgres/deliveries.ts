import { Kysely } from 'kysely';
import type { DeliveryStore, NewDelivery } from '../events.js';
import { deliveryRow, deliveryStore } from '../sql/deliveries.js';
import type { ControlTables, DeliveriesTable } from '../sql/schema.js';
import { retrying } from './control.js';
import type { Database } from './database.js';
import { postgresDialect } from './dialect.js';
import type { WriteStatement } from './pipeline.js';
import type { RetryOptions } from './retry.js';
import { type Column, integer, text } from './rows.js';
import { byScope } from './scopes.js';
import { insertRows } from './statements.js';
import { encodeText } from './text.js';

/** Deliveries on PostgreSQL, where several hubs take them side by side. */
export function postgresDeliveryStore(database: Database, options: RetryOptions = {}): DeliveryStore {
  const db = new Kysely<ControlTables>({ dialect: postgresDialect(database) });
  return retrying(deliveryStore(db, { concurrent: true }), options);
}

const plain = (name: keyof DeliveriesTable & string): Column<DeliveriesTable> =>
  text(name, (row) => {
    const value = row[name];
    return value === null ? null : encodeText(String(value));
  });

const COLUMNS: readonly Column<DeliveriesTable>[] = [
  ...(['id', 'sink', 'rule', 'event', 'detail_type', 'subject', 'time', 'body'] as const).map(plain),
  ...(['state', 'due', 'message', 'tried'] as const).map(plain),
  integer('attempts', ({ attempts }) => attempts),
];

/** Writes deliveries inside the transaction of a commit. */
export function deliveryInserts(deliveries: readonly NewDelivery[]): WriteStatement[] {
  return byScope(deliveries, (delivery) => delivery).map(({ scope, items }) => {
    const { account, region } = scope;
    const constants = [
      ['account', 'text', account],
      ['region', 'text', region],
    ] as const;
    return insertRows('deliveries', constants, COLUMNS, items.map(deliveryRow));
  });
}
