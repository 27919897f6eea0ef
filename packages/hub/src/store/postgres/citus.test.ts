import { afterAll, beforeAll, expect, test } from 'vitest';
import { describePostgres } from '../../testing/postgres/database.js';
import { DISTRIBUTED_TABLES, REFERENCE_TABLES } from './citus.js';
import { migrateDatabase } from './migrate.js';
import { createMigrated, type MigratedDatabase } from './testing.js';

describePostgres(() => {
  let migrated: MigratedDatabase;
  beforeAll(async () => {
    migrated = await createMigrated();
  });
  afterAll(() => migrated.close());

  test('every table has its place in a cluster', async () => {
    const rows = await migrated.test.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    const tables = rows.map(({ tablename }) => tablename).filter((name) => name !== 'docket_migrations');
    expect(tables.sort()).toEqual([...DISTRIBUTED_TABLES, ...REFERENCE_TABLES].sort());
  });

  test('every unique key of a distributed table begins with the account', async () => {
    const keys = await migrated.test.query(`
      SELECT c.relname AS table, a.attname AS first, format_type(a.atttypid, a.atttypmod) AS type
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace`);
    const distributed = keys.filter(({ table }) => DISTRIBUTED_TABLES.some((name) => name === table));
    expect(distributed).toHaveLength(DISTRIBUTED_TABLES.length);
    // Of one type, too: otherwise the tables could not lie together.
    expect(distributed).toEqual(distributed.map(({ table }) => ({ table, first: 'account', type: 'text' })));
  });

  const isCluster = async () =>
    (await migrated.test.query("SELECT 1 FROM pg_extension WHERE extname = 'citus'")).length > 0;

  test('on a cluster, every table is where it belongs, and stays there', async ({ skip }) => {
    const { test: home } = migrated;
    if (!(await isCluster())) return skip('this is no cluster');
    const tables = await home.query(
      'SELECT table_name::text AS name, citus_table_type AS type, colocation_id FROM citus_tables',
    );
    const of = (kind: string) => tables.filter(({ type }) => type === kind);
    expect(new Set(of('reference').map(({ name }) => name))).toEqual(new Set(REFERENCE_TABLES));
    expect(new Set(of('distributed').map(({ name }) => name))).toEqual(new Set(DISTRIBUTED_TABLES));
    expect(new Set(of('distributed').map(({ colocation_id }) => colocation_id)).size).toBe(1);
    expect((await migrateDatabase(home.url)).distributed).toEqual([]);
  });

  test('findings are vacuumed soon after they were written, on a cluster shard by shard', async () => {
    const { test: home } = migrated;
    const optionsOf = (table: string) =>
      `SELECT reloptions::text FROM pg_class WHERE oid = ${table}::regclass`;
    const tables = (await isCluster())
      ? await home.query(
          `SELECT result AS reloptions FROM run_command_on_shards('findings', $$${optionsOf("'%s'")}$$)`,
        )
      : await home.query(optionsOf("'findings'"));
    expect(tables).not.toEqual([]);
    for (const { reloptions } of tables) {
      expect(reloptions).toContain('autovacuum_vacuum_scale_factor=0.02');
      expect(reloptions).toContain('autovacuum_vacuum_insert_scale_factor=0.02');
    }
  });

  test.for(['a statement', 'COMMIT'])(
    'a worker lost before %s is a lost connection',
    async (what, { skip }) => {
      if (!(await isCluster())) return skip('this is no cluster');
      const { test: home, database } = migrated;
      const insert = {
        text: "INSERT INTO accounts (account, name, created_at) VALUES ($1, '', '')",
        values: ['210987654321'],
      };
      const session = await database.session();
      await session.begin();
      await session.query(insert);
      await home.query(`SELECT run_command_on_workers($$
      SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()$$)`);
      const next = what === 'COMMIT' ? session.commit() : session.query(insert);
      await expect(next).rejects.toMatchObject({
        name: 'Interrupted',
        outcome: what === 'COMMIT' ? 'unknown' : 'none',
      });
      session.release();
      expect(await home.query('SELECT account FROM accounts')).toEqual([]);
    },
  );

  test('nothing that a cluster could not carry is in the schema', async () => {
    const found = await migrated.test.query(`
      SELECT 'sequence' AS kind, relname AS name FROM pg_class
        WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
      UNION ALL SELECT 'trigger', tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
        WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace
      UNION ALL SELECT 'foreign key', conname FROM pg_constraint
        WHERE contype = 'f' AND connamespace = 'public'::regnamespace`);
    expect(found).toEqual([]);
  });
});
