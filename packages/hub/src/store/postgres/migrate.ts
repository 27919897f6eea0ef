import { Kysely, type Migration, sql, type Transaction } from 'kysely';
import { CONTROL_MIGRATIONS } from '../sql/control-migrations.js';
import { distribute, undistributed } from './citus.js';
import { connectDatabase } from './connect.js';
import type { Database } from './database.js';
import { postgresDialect } from './dialect.js';
import { FINDING_MIGRATIONS } from './findings-migrations.js';
import { remedyFor } from './remedies.js';
import { withRetry } from './retry.js';

/**
 * A step of the schema. It adds to what is there, so that hubs which do not know it yet work on; one that takes something
 * away names in `needs` the migration since which no hub uses that any more.
 */
export interface SchemaMigration extends Migration {
  /** A hub that does not know this migration must not start on a database that has this one. */
  needs?: string;
}

interface MigrationTables {
  docket_migrations: { name: string; needs: string | null; applied_at: string };
}

export const MIGRATIONS: Readonly<Record<string, SchemaMigration>> = {
  ...CONTROL_MIGRATIONS,
  ...FINDING_MIGRATIONS,
};

/** One for all hubs: who comes second waits, and finds everything done. */
export const LOCK = 3_270_581_429;
const TOTAL_MS = 60_000;

export interface MigrateOptions {
  /** By name, in whose order they run. */
  migrations: Readonly<Record<string, SchemaMigration>>;
  /** A table that somebody reads for long holds a migration up, and that holds up everybody behind it: not for longer. */
  lockTimeoutMs: number;
}

const DEFAULTS: MigrateOptions = { migrations: MIGRATIONS, lockTimeoutMs: 5_000 };

export interface MigrationReport {
  /** Names of the migrations that were run just now. */
  applied: string[];
  /** Tables that were distributed over a Citus cluster just now. */
  distributed: string[];
}

/**
 * Brings the database of a URL up to date, as `docket migrate` does.
 *
 * @throws Error that says what is wrong and what to do
 */
export async function migrateDatabase(url: string): Promise<MigrationReport> {
  // A migration takes as long as it takes.
  const database = await connectDatabase(url, { changes: { poolMax: 1, statementMs: undefined } });
  try {
    return await migrate(database);
  } catch (error) {
    throw new Error(remedyFor(error, database.settings), { cause: error });
  } finally {
    await database.close();
  }
}

/**
 * Brings a database up to date, one transaction a migration. Any number of hubs may do so at once.
 *
 * @param database without a time limit for statements
 * @throws Error if the database was migrated by a newer Docket that this one cannot work beside
 */
export async function migrate(
  database: Database,
  options: Partial<MigrateOptions> = {},
): Promise<MigrationReport> {
  const whole = { ...DEFAULTS, ...options };
  const db = new Kysely<MigrationTables>({ dialect: postgresDialect(database) });
  const applied: string[] = [];
  const pending = () => withRetry(() => pendingMigrations(db, whole.migrations), { totalMs: TOTAL_MS });
  while ((await pending()).length > 0) {
    // What has happened is asked anew each time, so it does no harm to try again after a COMMIT that got lost.
    const name = await withRetry(() => step(db, whole), { totalMs: TOTAL_MS, repeatable: true });
    if (name !== undefined) applied.push(name);
  }
  const distributed = await withRetry(() => distributeAll(db, whole), {
    totalMs: TOTAL_MS,
    repeatable: true,
  });
  return { applied, distributed };
}

/**
 * Makes sure that the database is up to date without changing it.
 *
 * @throws Error that says what to do
 */
export async function checkMigrated(
  database: Database,
  migrations: Readonly<Record<string, SchemaMigration>> = MIGRATIONS,
): Promise<void> {
  const db = new Kysely<MigrationTables>({ dialect: postgresDialect(database) });
  const pending = await withRetry(() => pendingMigrations(db, migrations));
  if (pending.length === 0) return;
  throw new Error(
    `${database.settings.name} lacks the migrations ${pending.join(', ')}: run docket migrate with this version first`,
  );
}

/** Runs the next migration under the lock. Undefined if there is none left. */
async function step(
  db: Kysely<MigrationTables>,
  { migrations, lockTimeoutMs }: MigrateOptions,
): Promise<string | undefined> {
  return db.transaction().execute(async (transaction) => {
    await takeLock(transaction, lockTimeoutMs);
    // First: it makes the session learn of tables that others created while it waited, which asking for a name does not.
    await sql`CREATE TABLE IF NOT EXISTS docket_migrations (
      name text PRIMARY KEY, needs text, applied_at text NOT NULL)`.execute(transaction);
    const [name] = await pendingMigrations(transaction, migrations);
    const migration = name === undefined ? undefined : migrations[name];
    if (name === undefined || migration === undefined) return undefined;
    await migration.up(transaction);
    const row = { name, needs: migration.needs ?? null, applied_at: new Date().toISOString() };
    await transaction.insertInto('docket_migrations').values(row).execute();
    return name;
  });
}

async function distributeAll(
  db: Kysely<MigrationTables>,
  { lockTimeoutMs }: MigrateOptions,
): Promise<string[]> {
  if ((await undistributed(db)).length === 0) return [];
  return db.transaction().execute(async (transaction) => {
    await takeLock(transaction, lockTimeoutMs);
    return distribute(transaction);
  });
}

/** Until the transaction ends. Waiting for it takes as long as another hub's migration. */
async function takeLock(transaction: Transaction<MigrationTables>, lockTimeoutMs: number): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(transaction);
  await sql`SET LOCAL lock_timeout = ${sql.lit(lockTimeoutMs)}`.execute(transaction);
}

/** Names in order. Throws if the database has a migration that this version cannot work with. */
async function pendingMigrations(
  db: Kysely<MigrationTables>,
  migrations: Readonly<Record<string, SchemaMigration>>,
): Promise<string[]> {
  const known = Object.keys(migrations).sort();
  const { rows } = await sql<{ there: boolean }>`
    SELECT to_regclass('docket_migrations') IS NOT NULL AS there`.execute(db);
  if (rows[0]?.there !== true) return known;
  const done = await db.selectFrom('docket_migrations').select(['name', 'needs']).execute();
  const newer = done.filter(({ name }) => !known.includes(name));
  const barrier = newer.find(({ needs }) => needs !== null && !known.includes(needs));
  const pending = known.filter((name) => !done.some((one) => one.name === name));
  if (barrier !== undefined || (newer.length > 0 && pending.length > 0)) {
    throw new Error(
      `the database was migrated by a newer Docket (${(barrier ?? newer[0])?.name}): start that version, or one close to it`,
    );
  }
  return pending;
}
