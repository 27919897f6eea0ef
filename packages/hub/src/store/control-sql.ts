import type { Kysely } from 'kysely';
import type { ControlStore } from './control.js';
import { factStore } from './sql/facts.js';
import { hubStore } from './sql/hubs.js';
import { identityStore } from './sql/identity.js';
import { productStore } from './sql/products.js';
import type { ControlTables } from './sql/schema.js';

/**
 * The control store in SQL that SQLite and PostgreSQL share. Each method is one statement, but `createHub` and
 * `deleteHub`, which are transactions.
 *
 * @param db its driver must report affected rows: that is how a method knows whether something was there already
 */
export function createControlStore(db: Kysely<ControlTables>): ControlStore {
  return { ...identityStore(db), ...hubStore(db), ...productStore(db), ...factStore(db) };
}
