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
 */
export function connect({ path }: StoreFile): Database.Database {
  const db = new Database(path);
  // Only says something of a file that is not there yet.
  db.pragma(`page_size = ${PAGE_BYTES}`);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = 10000');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma('temp_store = MEMORY');
  return db;
}
