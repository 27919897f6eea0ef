import Database from 'better-sqlite3';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import type { ControlStore } from '../control.js';
import { createControlStore } from '../control-sql.js';
import { CONTROL_MIGRATIONS } from '../sql/control-migrations.js';
import type { ControlTables } from '../sql/schema.js';

/** An empty control store in memory, for tests. */
export async function openMemoryControlStore(): Promise<{ store: ControlStore; close: () => Promise<void> }> {
  const db = new Kysely<ControlTables>({
    dialect: new SqliteDialect({ database: new Database(':memory:') }),
  });
  const provider = { getMigrations: async () => CONTROL_MIGRATIONS };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
  return { store: createControlStore(db), close: () => db.destroy() };
}
