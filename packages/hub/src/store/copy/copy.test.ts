import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestHub } from '../../testing/hub.js';
import { createDatabase, describePostgres, type TestDatabase } from '../../testing/postgres/database.js';
import { startFaultyNetwork } from '../../testing/postgres/network.js';
import type { StoreContents } from '../contents.js';
import { openPostgresContents } from '../postgres/contents.js';
import { migrateDatabase } from '../postgres/migrate.js';
import { openSqliteContents } from '../sqlite/contents.js';
import { ATTRIBUTE_COLUMNS } from '../sqlite/messages.js';
import { openSqliteStore } from '../sqlite/store.js';
import { CONTROL_KEYS } from './control-tables.js';
import { copyContents } from './copy.js';
import { copyStore } from './open.js';
import { addOddRows, breaksAt, fill } from './testing.js';

const MASTER_KEY = '11'.repeat(32);
const FINDINGS = 450;

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-copy-'));
  folders.push(folder);
  return folder;
}

const FROM = 'FROM findings f JOIN scopes s ON s.id = f.scope';
const BY_KEY = 'ORDER BY s.account, s.region, f.key';
/** Everything that the embedded store holds, but for the numbers that rows have there. */
const QUERIES: Readonly<Record<string, string>> = {
  findings: `SELECT s.account, s.region, f.key, f.revision, f.written_at, c.*, x.*, d.body,
      ${ATTRIBUTE_COLUMNS.map((column) => `f.${column}`).join(', ')}
    ${FROM} JOIN documents d ON d.rid = f.rid
    JOIN (SELECT scope AS s, id AS i, digest, product_arn, product_name, company_name, generator_id, title, types
      FROM checks) c ON c.s = f.scope AND c.i = f.check_id
    JOIN (SELECT scope AS fs, rid AS fr, id, resource_ids, facets FROM facets) x ON x.fs = f.scope AND x.fr = f.rid
    ${BY_KEY}`,
  resources: `SELECT s.account, s.region, f.key, r.hash ${FROM}
    JOIN resources r ON r.scope = f.scope AND r.rid = f.rid ${BY_KEY}, r.hash`,
  history: `SELECT s.account, s.region, f.key, h.seq, h.time, h.source, h.identity, h.created, h.updates ${FROM}
    JOIN history h ON h.rid = f.rid ${BY_KEY}, h.seq`,
  ...Object.fromEntries(
    Object.entries(CONTROL_KEYS).map(([table, key]) => [
      table,
      `SELECT * FROM ${table} ORDER BY ${key.join(', ')}`,
    ]),
  ),
};
const NUMBERS = ['s', 'i', 'fs', 'fr'];

function everything(folder: string): Record<string, unknown[]> {
  const db = new Database(join(folder, 'docket.sqlite'), { readonly: true });
  const withoutNumbers = (row: unknown) =>
    Object.fromEntries(Object.entries(Object(row)).filter(([column]) => !NUMBERS.includes(column)));
  try {
    return Object.fromEntries(
      Object.entries(QUERIES).map(([name, sql]) => [name, db.prepare(sql).all().map(withoutNumbers)]),
    );
  } finally {
    db.close();
  }
}

describePostgres(() => {
  let source: string;
  let held: Record<string, unknown[]>;
  beforeAll(async () => {
    source = newFolder();
    const hub = await startTestHub({ dataFolder: source, masterKey: MASTER_KEY }, 'sqlite');
    await fill(hub, 7, FINDINGS);
    await hub.close();
    const store = await openSqliteStore(source);
    await addOddRows(store, 7);
    await store.close();
    held = everything(source);
  }, 60_000);
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const databases: TestDatabase[] = [];
  const newDatabase = async (): Promise<string> => {
    const made = await createDatabase();
    databases.push(made);
    return made.url;
  };
  afterAll(async () => {
    for (const one of databases) await one.drop();
  });

  test('what is copied holds something of every kind', () => {
    const rows = Object.entries(held).filter(([, all]) => all.length === 0);
    expect(rows).toEqual([]);
    expect(held.findings?.length).toBeGreaterThanOrEqual(FINDINGS);
    expect(held.history?.length).toBeGreaterThan(FINDINGS + 100);
  });

  test('there is no table that a copy does not know', async () => {
    const known = [
      ...Object.keys(CONTROL_KEYS),
      ...['findings', 'documents', 'history'],
      // Made anew of the documents.
      ...['checks', 'facets', 'resources'],
    ];
    const db = new Database(join(source, 'docket.sqlite'), { readonly: true });
    const ours = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
    db.close();
    const others = /^(sqlite_|kysely_|words(_|$)|unindexed$|scopes$)/;
    expect(ours.filter((name) => !others.test(name)).sort()).toEqual(known.toSorted());
    const url = await newDatabase();
    await migrateDatabase(url);
    const theirs = await databases
      .at(-1)
      ?.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    const names = theirs
      ?.map(({ tablename }) => String(tablename))
      .filter((name) => name !== 'docket_migrations');
    expect(names?.sort()).toEqual(known.toSorted());
  });

  test('to PostgreSQL and back, nothing is lost or changed', async () => {
    const url = await newDatabase();
    const there = await copyStore(source, url);
    expect(there.filter(({ equal }) => !equal)).toEqual([]);
    const rows = (table: string) =>
      there.filter((one) => one.table === table).reduce((sum, one) => sum + one.to.rows, 0);
    expect(rows('findings')).toBe(held.findings?.length);
    expect(rows('history')).toBe(held.history?.length);
    expect(rows('access_keys')).toBe(held.access_keys?.length);
    const back = newFolder();
    const again = await copyStore(url, back);
    expect(again.filter(({ equal }) => !equal)).toEqual([]);
    expect(again.map(({ from }) => from)).toEqual(there.map(({ to }) => to));
    const returned = everything(back);
    for (const name of Object.keys(QUERIES)) expect(returned[name], name).toEqual(held[name]);
  });

  test('a copy is one that a hub works on as on the original', async () => {
    const url = await newDatabase();
    await copyStore(source, url);
    const back = newFolder();
    await copyStore(url, back);
    const answers = async (config: { dataFolder: string; databaseUrl?: string }) => {
      const hub = await startTestHub({ ...config, masterKey: MASTER_KEY }, 'sqlite');
      try {
        const findings = await hub.root.allFindings({ MaxResults: 100 });
        findings.sort((one, other) => (String(one.Id) < String(other.Id) ? -1 : 1));
        const rules = await hub.root.call('GET', '/automationrules/list');
        const health = await hub.root.call('GET', '/_docket/products/health');
        return {
          findings,
          rules: rules.json,
          health: health.json,
          accounts: await hub.admin('GET', '/accounts'),
        };
      } finally {
        await hub.close();
      }
    };
    const original = await answers({ dataFolder: source });
    expect(original.findings).toHaveLength(FINDINGS);
    expect(await answers({ dataFolder: back })).toEqual(original);
    expect(await answers({ dataFolder: newFolder(), databaseUrl: url })).toEqual(original);
  });

  test('a connection that breaks again and again does no harm', async () => {
    const network = await startFaultyNetwork(await newDatabase());
    try {
      let steps = 0;
      const compared = await copyStore(source, network.url, () => {
        steps += 1;
        if (steps % 3 === 0) network.cut();
      });
      expect(steps).toBeGreaterThan(6);
      expect(compared.filter(({ equal }) => !equal)).toEqual([]);
    } finally {
      await network.close();
    }
  });

  const engines: Record<
    string,
    { from: () => Promise<StoreContents>; to: () => Promise<() => Promise<StoreContents>> }
  > = {
    'to PostgreSQL': {
      from: () => openSqliteContents(source, false),
      to: async () => {
        const url = await newDatabase();
        return () => openPostgresContents(url);
      },
    },
    'to SQLite': {
      from: () => openSqliteContents(source, false),
      to: async () => {
        const folder = newFolder();
        return () => openSqliteContents(folder, true);
      },
    },
  };

  describe.each(Object.entries(engines))('%s', (_, { from, to }) => {
    test('a copy that is broken off anywhere goes on where it was', async () => {
      const [open, ours] = [await to(), await from()];
      try {
        let restored = 0;
        // Each time, it comes one page further.
        for (let breaks = 1; ; breaks += 1) {
          const theirs = await open();
          try {
            const compared = await copyContents(ours, breaksAt(theirs, 2), (step) => {
              if (step !== 'verifying') restored += 1;
            });
            expect(compared.filter(({ equal }) => !equal)).toEqual([]);
            expect(breaks).toBeGreaterThan(4);
            break;
          } catch (error) {
            expect(error).toMatchObject({ message: 'killed' });
          } finally {
            await theirs.close();
          }
        }
        expect(restored).toBeGreaterThan(0);
      } finally {
        await ours.close();
      }
    });
  });
});
