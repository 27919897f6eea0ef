import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createDatabase,
  describePostgres,
  isOurServer,
  type TestDatabase,
} from '../../testing/postgres/database.js';
import { connectDatabase } from './connect.js';
import type { Database } from './database.js';
import {
  checkMigrated,
  LOCK,
  MIGRATIONS,
  migrate,
  migrateDatabase,
  type SchemaMigration,
} from './migrate.js';
import { openPostgresStore } from './store.js';

const creating = (table: string, more: Partial<SchemaMigration> = {}): SchemaMigration => ({
  up: async (db: Kysely<unknown>) => {
    await sql`CREATE TABLE ${sql.table(table)} (id int)`.execute(db);
  },
  ...more,
});

describePostgres(() => {
  let home: TestDatabase;
  let database: Database;
  const opened: Database[] = [];
  const open = async () => {
    const one = await connectDatabase(home.url);
    opened.push(one);
    return one;
  };
  beforeEach(async () => {
    home = await createDatabase();
    database = await open();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    await home.drop();
  });

  const names = async () =>
    (await home.query('SELECT name FROM docket_migrations ORDER BY name')).map(({ name }) => name);
  const tables = async () =>
    (await home.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")).map(
      ({ tablename }) => tablename,
    );

  test('all migrations run once, in their order, by the explicit step too', async () => {
    await expect(checkMigrated(database)).rejects.toThrow(
      /lacks the migrations 0001_control, .*docket migrate/,
    );
    expect((await migrateDatabase(home.url)).applied).toEqual(Object.keys(MIGRATIONS).sort());
    expect(await names()).toEqual(Object.keys(MIGRATIONS).sort());
    expect((await migrateDatabase(home.url)).applied).toEqual([]);
    expect((await migrate(database)).applied).toEqual([]);
    await checkMigrated(database);
  });

  test('of hubs that start at once, each finds everything done, by whichever of them', async () => {
    const hubs = await Promise.all(Array.from({ length: 6 }, open));
    const reports = await Promise.all(hubs.map((hub) => migrate(hub)));
    expect(reports.flatMap(({ applied }) => applied).sort()).toEqual(Object.keys(MIGRATIONS).sort());
    expect(await names()).toEqual(Object.keys(MIGRATIONS).sort());
  });

  test('a hub waits for the migrations of another, however long its own statements may take', async () => {
    // As a hub that is at work on a large table.
    const text = `SELECT pg_advisory_xact_lock(${LOCK}), pg_sleep(1)`;
    const slow = database.transaction((session) => session.query({ text }));
    while ((await home.query("SELECT FROM pg_locks WHERE locktype = 'advisory'")).length === 0);
    const store = await openPostgresStore(`${home.url}&statement_timeout=200ms`);
    await store.ping();
    await Promise.all([slow, store.close()]);
  });

  test('one that fails leaves nothing of itself, and those before it stay', async () => {
    const failing: SchemaMigration = {
      up: async (db: Kysely<unknown>) => {
        await creating('half').up(db);
        throw new Error('out of ideas');
      },
    };
    const migrations = { '1': creating('one'), '2': failing, '3': creating('three') };
    await expect(migrate(database, { migrations })).rejects.toThrow('out of ideas');
    expect(await names()).toEqual(['1']);
    expect(await tables()).toEqual(['docket_migrations', 'one']);
    expect(
      (await migrate(database, { migrations: { ...migrations, '2': creating('two') } })).applied,
    ).toEqual(['2', '3']);
  });

  test('a table in use holds a migration up, until it is free', async () => {
    await migrate(database, { migrations: { '1': creating('one') } });
    let release = (): void => undefined;
    const reader = (await open()).transaction(async (session) => {
      await session.query({ text: 'SELECT * FROM one' });
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    const adding: SchemaMigration = {
      up: async (db: Kysely<unknown>) => {
        await sql`ALTER TABLE one ADD COLUMN more text`.execute(db);
      },
    };
    const migrated = migrate(database, {
      migrations: { '1': creating('one'), '2': adding },
      lockTimeoutMs: 200,
    });
    // Past the first attempt: it gave way to those who want to read.
    await new Promise((resolve) => setTimeout(resolve, 500));
    release();
    await reader;
    expect((await migrated).applied).toEqual(['2']);
  });

  const older = { '1': creating('one') };
  const newer = { ...older, '2': creating('two'), '3': creating('three') };

  test('a hub works on a database that a newer one has added to', async () => {
    await migrate(database, { migrations: newer });
    expect((await migrate(database, { migrations: older })).applied).toEqual([]);
    await checkMigrated(database, older);
  });

  test('a hub does not work on a database that misses what it uses', async () => {
    const taking = { ...newer, '4': creating('four', { needs: '3' }) };
    await migrate(database, { migrations: taking });
    const refusal = /migrated by a newer Docket \(4\): start that version, or one close to it/;
    await expect(migrate(database, { migrations: older })).rejects.toThrow(refusal);
    await expect(checkMigrated(database, older)).rejects.toThrow(refusal);
    // Its neighbour knows what is needed.
    expect((await migrate(database, { migrations: newer })).applied).toEqual([]);
  });

  test('two histories are not mixed', async () => {
    await migrate(database, { migrations: { ...older, '3': creating('three') } });
    await expect(migrate(database, { migrations: { ...older, '2': creating('two') } })).rejects.toThrow(
      /newer Docket \(3\)/,
    );
    expect(await names()).toEqual(['1', '3']);
  });

  /** The URL of somebody who may do nothing in the database. */
  async function asReader(): Promise<string> {
    await home.query("CREATE ROLE reader LOGIN PASSWORD 'reader'").catch(() => undefined);
    const url = new URL(home.url);
    url.username = 'reader';
    url.password = 'reader';
    return url.href;
  }

  test('whoever may not create tables is told what to do', async () => {
    await expect(migrateDatabase(await asReader())).rejects.toThrow(
      /"reader" may not create tables in .*GRANT CREATE.* or run docket migrate as/,
    );
  });

  test('where somebody else migrates, a hub needs no more than to use the tables', async ({ skip }) => {
    if (!isOurServer()) return skip('rights are granted node by node on a cluster');
    const url = await asReader();
    await migrateDatabase(home.url);
    await expect(migrateDatabase(url)).rejects.toThrow(/"reader" may not use the tables.*GRANT SELECT/);
    await home.query('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO reader');
    expect((await migrateDatabase(url)).applied).toEqual([]);
    const store = await openPostgresStore(url);
    await store.control.putSetting('name', 'value');
    expect(await store.control.getSetting('name')).toBe('value');
    await store.close();
    await home.query("DELETE FROM docket_migrations WHERE name LIKE '0007%'");
    await expect(migrateDatabase(url)).rejects.toThrow(/may not create tables/);
  });
});
