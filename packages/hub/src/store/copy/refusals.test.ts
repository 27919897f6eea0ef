import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { finding } from '../../testing/findings.js';
import { startTestHub } from '../../testing/hub.js';
import { createDatabase, describePostgres } from '../../testing/postgres/database.js';
import { openSqliteContents } from '../sqlite/contents.js';
import { copyContents } from './copy.js';
import { copyStore } from './open.js';
import { breaksAt } from './testing.js';

const MASTER_KEY = '22'.repeat(32);

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-copy-'));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder with a few findings of a hub. */
async function filled(): Promise<string> {
  const dataFolder = newFolder();
  const hub = await startTestHub({ dataFolder, masterKey: MASTER_KEY }, 'sqlite');
  await hub.root.importFindings(Array.from({ length: 5 }, (_, n) => finding(`finding ${n}`)));
  await hub.close();
  return dataFolder;
}

let source: string;
beforeAll(async () => {
  source = await filled();
});

/** Begins a copy, and breaks it off before there is any finding. */
async function begin(from: string, to: string): Promise<void> {
  const [one, other] = [await openSqliteContents(from, false), await openSqliteContents(to, true)];
  await expect(copyContents(one, breaksAt(other, 1))).rejects.toThrow('killed');
  await Promise.all([one.close(), other.close()]);
}

test('places that there is nothing at, or nothing to copy', async () => {
  const [empty, other] = [newFolder(), newFolder()];
  await expect(copyStore(empty, other)).rejects.toThrow(`there is no store in the folder ${empty}`);
  await openSqliteContents(empty, true).then((contents) => contents.close());
  await expect(copyStore(empty, other)).rejects.toThrow(/^there is nothing to copy: no hub has ever run on/);
  await expect(copyStore(source, `${source}/.`)).rejects.toThrow(/cannot be copied onto itself/);
});

test('a target that holds other data stays as it is', async () => {
  const other = await filled();
  await expect(copyStore(source, other)).rejects.toThrow(/holds data already \(settings\): copy to an empty/);
  const half = newFolder();
  await begin(other, half);
  await expect(copyStore(source, half)).rejects.toThrow(/holds an unfinished copy of other data/);
  expect((await copyStore(other, half)).every(({ equal }) => equal)).toBe(true);
  // What was completed is data like any other.
  await expect(copyStore(other, half)).rejects.toThrow(/holds data already/);
});

test('half of a copy is nothing to start on, nor to copy', async () => {
  const half = newFolder();
  await begin(source, half);
  const start = () => startTestHub({ dataFolder: half, masterKey: MASTER_KEY }, 'sqlite');
  await expect(start()).rejects.toThrow(/is a copy that is not complete: run the same docket copy again/);
  await expect(startTestHub({ dataFolder: half }, 'sqlite')).rejects.toThrow(/not complete/);
  // One that was made up would be taken for that of the data.
  expect(existsSync(join(half, 'master.key'))).toBe(false);
  await expect(copyStore(half, newFolder())).rejects.toThrow(/is itself a copy that is not complete/);
  await copyStore(source, half);
  const hub = await start();
  expect(await hub.root.allFindings()).toHaveLength(5);
  await hub.close();
});

test('a folder that a hub runs on is in use, whichever side it is on', async () => {
  const other = await filled();
  const hub = await startTestHub({ dataFolder: other, masterKey: MASTER_KEY }, 'sqlite');
  try {
    await expect(copyStore(other, newFolder())).rejects.toThrow(/is in use: stop the hub/);
    await expect(copyStore(source, other)).rejects.toThrow(/is in use: stop the hub/);
    await expect(hub.root.importFindings([finding('still works')])).resolves.toMatchObject({ status: 200 });
  } finally {
    await hub.close();
  }
});

test('a hub does not start on a folder while it is copied', async () => {
  const copying = await openSqliteContents(source, false);
  const starting = startTestHub({ dataFolder: source, masterKey: MASTER_KEY }, 'sqlite');
  await expect(starting).rejects.toThrow(
    `the store in the folder ${source} is in use: stop the hub, or the docket copy`,
  );
  await copying.close();
});

test.each([
  ['a finding that is gone', 'DELETE FROM findings WHERE rid = 1', 'findings'],
  [
    'a document',
    `UPDATE documents SET body = replace(body, 'A finding', 'Another') WHERE rid = 1`,
    'findings',
  ],
  ['a revision', 'UPDATE findings SET revision = 9 WHERE rid = 2', 'findings'],
  ['an entry of a history', 'DELETE FROM history WHERE rid = 3', 'history'],
  [
    'a delivery',
    `INSERT INTO deliveries VALUES ('1', 'a', 'r', 's', 'r', 'e', 't', 's', 't', '{}', 'DEAD', 1, 't', NULL, NULL)`,
    'deliveries',
  ],
  ['a name', `UPDATE accounts SET name = 'another'`, 'accounts'],
])('%s that is not the same is found out at the end', async (_, damage, table) => {
  const to = newFolder();
  const [one, other] = [await openSqliteContents(source, false), await openSqliteContents(to, true)];
  const finish = async (): Promise<void> => {
    await other.finish();
    await other.close();
    const db = new Database(join(to, 'docket.sqlite'));
    db.exec(damage);
    db.close();
    Object.assign(damaged, await openSqliteContents(to, false), { finish });
  };
  const damaged = { ...other, finish };
  const compared = await copyContents(one, damaged);
  const unequal = new Set(compared.filter(({ equal }) => !equal).map((kind) => kind.table));
  expect([...unequal]).toContain(table);
  await Promise.all([one.close(), damaged.close()]);
  await expect(startTestHub({ dataFolder: to, masterKey: MASTER_KEY }, 'sqlite')).rejects.toThrow(
    /not complete/,
  );
});

describePostgres(() => {
  test('a database that hubs are connected to is in use', async () => {
    const database = await createDatabase();
    const hub = new URL(database.url);
    hub.searchParams.set('application_name', 'docket');
    const client = new pg.Client({ connectionString: hub.href });
    await client.connect();
    try {
      await expect(copyStore(source, database.url)).rejects.toThrow(
        /^database "test_\w+" at .* is in use by "docket": stop the hubs/,
      );
    } finally {
      await client.end();
    }
    expect((await copyStore(source, database.url)).every(({ equal }) => equal)).toBe(true);
    await expect(copyStore(source, database.url)).rejects.toThrow(/holds data already/);
    await database.drop();
  });
});
