import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { PlainRow, Scope, StoreContents } from '../contents.js';
import type { ControlTables } from '../sql/schema.js';
import { connect, inUse, isBusy } from './connection.js';
import { dumpFindings, dumpHistory } from './dump.js';
import { restoreFindings, restoreHistory } from './restore.js';
import { migrate } from './store.js';

const DATABASE = 'docket.sqlite';

/**
 * Opens everything that the embedded store in a folder holds, for this process alone: a hub that runs on it is refused,
 * and refuses to start meanwhile.
 *
 * @param create makes an empty store where there is none
 * @throws Error that says what to do
 */
export async function openSqliteContents(folder: string, create: boolean): Promise<StoreContents> {
  const path = join(folder, DATABASE);
  if (!create && !existsSync(path)) throw new Error(`there is no store in the folder ${folder}`);
  if (create) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = connect({ path });
  try {
    lock(db, folder);
    const dialect = new SqliteDialect({ database: db });
    await migrate(new Kysely<ControlTables>({ dialect }));
    return contentsOf(db, new Kysely<Record<string, PlainRow>>({ dialect }), folder);
  } catch (error) {
    db.close();
    throw error;
  }
}

const LOCK_MS = 500;

function lock(db: Database.Database, folder: string): void {
  db.pragma(`busy_timeout = ${LOCK_MS}`);
  db.pragma('locking_mode = EXCLUSIVE');
  try {
    // Once it has the lock for a write, the connection keeps it until it is closed.
    db.exec('BEGIN EXCLUSIVE; COMMIT');
  } catch (error) {
    if (isBusy(error)) throw inUse(folder);
    throw error;
  }
}

function contentsOf(
  db: Database.Database,
  control: Kysely<Record<string, PlainRow>>,
  folder: string,
): StoreContents {
  const scopes = db.prepare<[], Scope>(`
    SELECT account, region FROM scopes s WHERE EXISTS (SELECT 1 FROM findings f WHERE f.scope = s.id)
    ORDER BY account, region`);
  const count = db
    .prepare<[string, string], number>(`
    SELECT count(*) FROM findings WHERE scope = (SELECT id FROM scopes WHERE account = ? AND region = ?)`)
    .pluck();
  return {
    name: `the folder ${folder}`,
    control,
    scopes: async () => scopes.all(),
    countFindings: async ({ account, region }) => count.get(account, region) ?? 0,
    findings: { ...dumpFindings(db), restore: restoreFindings(db) },
    history: { ...dumpHistory(db), restore: restoreHistory(db) },
    attempt: (work) => work(),
    finish: async () => {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    close: async () => {
      db.close();
    },
  };
}
