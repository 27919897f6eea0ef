import { createMigratedDatabase, type TestDatabase } from '../../testing/postgres/database.js';
import type { OpenedControlStore } from '../contract/control.js';
import { connectDatabase } from './connect.js';
import { postgresControlStore } from './control.js';
import type { Database } from './database.js';

/** A migrated database, whose tables each test finds empty. */
export interface MigratedDatabase {
  test: TestDatabase;
  database: Database;
  /** For the contract suites. */
  openControl(): Promise<OpenedControlStore>;
  close(): Promise<void>;
}

export async function createMigrated(): Promise<MigratedDatabase> {
  const test = await createMigratedDatabase();
  const database = await connectDatabase(test.url);
  // Few rows are deleted faster than tables are truncated.
  const [row] = await test.query(`
    SELECT string_agg(format('DELETE FROM %I', tablename), ';') AS all FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'docket_migrations'`);
  const empty = { text: String(row?.all) };
  return {
    test,
    database,
    openControl: async () => {
      await database.use((session) => session.query(empty));
      return { store: postgresControlStore(database), close: async () => undefined };
    },
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
}
