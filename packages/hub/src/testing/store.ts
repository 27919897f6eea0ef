import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createMigratedDatabase, type TestDatabase } from './postgres/database.js';

/** What hubs of tests keep their findings in; DOCKET_TEST_ENGINE=postgres runs the tests of everything above it on PostgreSQL. */
export const ENGINE: Engine = process.env.DOCKET_TEST_ENGINE === 'postgres' ? 'postgres' : 'sqlite';
export type Engine = 'postgres' | 'sqlite';

type Rows = Record<string, unknown>[];

/** The store of a test's hub, seen from beside it. */
export interface TestStore {
  /** What the hub is told. */
  config: { dataFolder: string; databaseUrl?: string };
  /** Runs a statement whose parameters stand as `?`. */
  rows(sql: string, ...parameters: unknown[]): Promise<Rows>;
  /** Removes what is not in the folder. */
  remove(): Promise<void>;
}

/** The store that goes with a data folder: an empty one the first time, and later the same again. */
export async function testStore(folder: string, engine: Engine = ENGINE): Promise<TestStore> {
  return engine === 'postgres' ? inDatabase(folder) : inFolder(folder);
}

function inFolder(folder: string): TestStore {
  return {
    config: { dataFolder: folder },
    rows: async (sql, ...parameters) => {
      const db = new Database(join(folder, 'docket.sqlite'));
      try {
        const statement = db.prepare<unknown[], Record<string, unknown>>(sql);
        if (statement.reader) return statement.all(...parameters);
        statement.run(...parameters);
        return [];
      } finally {
        db.close();
      }
    },
    remove: async () => undefined,
  };
}

/** By data folder, for hubs that start again where another one stopped. */
const databases = new Map<string, TestDatabase>();

async function inDatabase(folder: string): Promise<TestStore> {
  const database = databases.get(folder) ?? (await createMigratedDatabase());
  databases.set(folder, database);
  return {
    config: { dataFolder: folder, databaseUrl: database.url },
    rows: (sql, ...parameters) => {
      let place = 0;
      return database.query(
        sql.replace(/\?/g, () => `$${++place}`),
        parameters,
      );
    },
    remove: async () => {
      databases.delete(folder);
      await database.drop();
    },
  };
}
