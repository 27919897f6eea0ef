import { dirname } from 'node:path';
import Database from 'better-sqlite3';

/** Thread start-up data of the store's workers. */
export interface StoreFile {
  path: string;
}

const CACHE_KIB = 64 * 1024;
/** A finding of 2.7 KB wastes a third of SQLite's usual page of 4 KB, and larger pages mean fewer of them. */
const PAGE_BYTES = 16 * 1024;

/**
 * Opens the database the way every thread of the store does: WAL, so that readers and the writer do not wait for
 * each other, and synchronous=FULL, so that a commit is on disk when it returns.
 *
 * @throws Error if somebody has the database for themselves, as a copy does
 */
export function connect({ path }: StoreFile): Database.Database {
  const db = new Database(path);
  try {
    return prepared(db);
  } catch (error) {
    db.close();
    if (isBusy(error)) throw inUse(dirname(path));
    throw error;
  }
}

export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');

export const inUse = (folder: string): Error =>
  new Error(`the store in the folder ${folder} is in use: stop the hub, or the docket copy, that runs on it`);

function prepared(db: Database.Database): Database.Database {
  // Only says something of a file that is not there yet.
  db.pragma(`page_size = ${PAGE_BYTES}`);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 10000');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma('temp_store = MEMORY');
  return db;
}
