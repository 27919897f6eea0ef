import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { and } from '../../findings/filter/tree.js';
import { attributes } from '../contract/attributes.js';
import { deliveryContract } from '../contract/deliveries.js';
import { findingContract } from '../contract/findings.js';
import type { FindingKey, FindingWrite } from '../findings.js';
import { openSqliteStore } from './store.js';

async function inFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'docket-store-'));
  let store = await openSqliteStore(folder);
  return {
    folder,
    store: store.findings,
    whole: store,
    reopen: async () => {
      await store.close();
      store = await openSqliteStore(folder);
      return store.findings;
    },
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

findingContract('SQLite', inFolder);
deliveryContract('SQLite', inFolder);

const key = (id: string, account = '111122223333'): FindingKey => ({
  account,
  region: 'eu-west-1',
  productArn: 'arn',
  id,
});
const write = (one: FindingKey, expected = 0): FindingWrite => ({
  key: one,
  expected,
  document: `{"Id":"${one.id}"}`,
  customerSet: 0,
  attributes: attributes(),
  history: [
    { time: 't', source: 'BATCH_IMPORT_FINDINGS', identity: 'i', created: expected === 0, updates: [] },
  ],
});

test('a commit is on disk when it resolves: another connection sees it at once', async () => {
  const opened = await inFolder();
  const db = new Database(join(opened.folder, 'docket.sqlite'), { readonly: true });
  const count = db.prepare('SELECT count(*) FROM findings').pluck();
  for (let n = 1; n <= 20; n += 1) {
    await opened.store.commit([write(key(`${n}`))]);
    expect(count.get()).toBe(n);
  }
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  db.close();
  await opened.close();
});

test('closing finishes what was accepted, and then nothing works any more', async () => {
  const opened = await inFolder();
  const accepted = Array.from({ length: 40 }, (_, n) => opened.store.commit([write(key(`${n}`))]));
  const closed = opened.whole.close();
  expect(await Promise.all(accepted)).toEqual(accepted.map(() => true));
  await closed;
  await expect(opened.whole.ping()).rejects.toThrow(/closed/);
  await expect(opened.store.commit([write(key('late'))])).rejects.toThrow(/closed/);
  await expect(opened.store.read([key('0')])).rejects.toThrow(/closed/);
  const found = await (await opened.reopen()).find({
    account: '111122223333',
    region: 'eu-west-1',
    filter: and([]),
    sort: [],
    limit: 100,
  });
  expect(found.documents).toHaveLength(40);
  await opened.close();
});

test('a backup is a whole store; copies that a crash left behind go at the next start', async () => {
  const opened = await inFolder();
  await opened.store.commit([write(key('a'))]);
  writeFileSync(join(opened.folder, 'backup-old.sqlite'), 'half a copy');
  const path = await opened.whole.backup();
  const copy = new Database(path, { readonly: true });
  expect(copy.prepare('SELECT id FROM facets').pluck().all()).toEqual(['a']);
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  copy.close();
  await opened.reopen();
  expect(readdirSync(opened.folder).filter((name) => name.startsWith('backup-'))).toEqual([]);
  await opened.close();
});

test('a database of a newer version, or none at all, is refused', async () => {
  const opened = await inFolder();
  const path = join(opened.folder, 'docket.sqlite');
  await opened.whole.close();
  const db = new Database(path);
  db.prepare("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999_future', '2100')").run();
  db.close();
  await expect(openSqliteStore(opened.folder)).rejects.toThrow(/could not be migrated/);
  writeFileSync(path, 'this is no database, whatever its name says');
  await expect(openSqliteStore(opened.folder)).rejects.toThrow(/not a database/);
  rmSync(opened.folder, { recursive: true });
});
