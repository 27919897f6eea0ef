import Database from 'better-sqlite3';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import { expect, test } from 'vitest';
import { CONTROL_MIGRATIONS } from '../sql/control-migrations.js';
import { CONTROL_KEYS } from './control-tables.js';

test('every control table is copied, in the order of its primary key', async () => {
  const database = new Database(':memory:');
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
  const provider = { getMigrations: async () => CONTROL_MIGRATIONS };
  expect((await new Migrator({ db, provider }).migrateToLatest()).error).toBeUndefined();
  const columns = database
    .prepare<[], { name: string; column: string }>(`
      SELECT m.name, c.name AS column FROM sqlite_master m JOIN pragma_table_info(m.name) c
      WHERE m.type = 'table' AND c.pk > 0 AND m.name NOT LIKE 'kysely%' ORDER BY m.name, c.pk`)
    .all();
  const keys = new Map<string, string[]>();
  for (const { name, column } of columns) keys.set(name, [...(keys.get(name) ?? []), column]);
  await db.destroy();
  expect(CONTROL_KEYS).toEqual(Object.fromEntries(keys));
});
