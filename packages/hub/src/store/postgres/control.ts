import { Kysely, sql } from 'kysely';
import type { ControlStore } from '../control.js';
import { createControlStore } from '../control-sql.js';
import type { Lock } from '../sql/quota.js';
import type { ControlTables } from '../sql/schema.js';
import type { Database } from './database.js';
import { postgresDialect } from './dialect.js';
import { type RetryOptions, withRetry } from './retry.js';

/** Released by COMMIT and ROLLBACK, so that it works behind a pooler, too. */
const advisoryLock: Lock = async (transaction, name) => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
};

/**
 * The control store on PostgreSQL. Calls outlive a short outage; of a write that nobody knows the outcome of, the caller
 * is told to come back, and sees then what became of it.
 */
export function postgresControlStore(database: Database, options: RetryOptions = {}): ControlStore {
  const db = new Kysely<ControlTables>({ dialect: postgresDialect(database) });
  return retrying(createControlStore(db, advisoryLock), options);
}

/** An object whose asynchronous methods are tried again while the database is away. */
export function retrying<Methods extends object>(methods: Methods, options: RetryOptions): Methods {
  return new Proxy(methods, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return (...input: unknown[]) => withRetry(async () => Reflect.apply(method, target, input), options);
    },
  });
}
