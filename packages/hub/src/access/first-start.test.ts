import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OpenedControlStore } from '../store/contract/control.js';
import { openMemoryControlStore } from '../store/contract/memory.js';
import type { ControlStore } from '../store/control.js';
import { connectDatabase } from '../store/postgres/connect.js';
import { postgresControlStore } from '../store/postgres/control.js';
import type { Database } from '../store/postgres/database.js';
import { createMigrated, type MigratedDatabase } from '../store/postgres/testing.js';
import { describePostgres } from '../testing/postgres/database.js';
import { ensureRoot } from './first-start.js';
import { Secrets } from './secrets.js';

const REGION = 'eu-west-1';
const GIVEN = { accessKeyId: 'AKIAROOT000000000000', secretAccessKey: 'a secret' };
const NOW = new Date('2026-01-02T03:04:05.678Z');
const masterKey = randomBytes(32);

/** A hub's start, as far as the root account goes. */
async function start(store: ControlStore, root: Parameters<typeof ensureRoot>[2]['root'] = {}) {
  const secrets = new Secrets(masterKey);
  await secrets.checkAgainst(store);
  return ensureRoot(store, secrets, { root, region: REGION }, NOW);
}

/** A store whose n-th write fails, as if the hub was killed there. */
function breakingAt(store: ControlStore, nth: number): ControlStore {
  let writes = 0;
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function' || /^(get|list)/.test(String(name))) return method;
      return async (...input: unknown[]) => {
        writes += 1;
        if (writes > nth) throw new Error('killed');
        return Reflect.apply(method, target, input);
      };
    },
  });
}

/** @param another gives another hub's store on the same data */
function firstStarts(
  name: string,
  open: () => Promise<OpenedControlStore>,
  another: (store: ControlStore) => ControlStore,
): void {
  describe(`first starts: ${name}`, () => {
    let opened: OpenedControlStore;
    let store: ControlStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    async function expectOneRoot(account: string, accessKeyId: string, secret: string): Promise<void> {
      expect((await store.listAccounts()).map((row) => row.account)).toEqual([account]);
      const keys = await store.listAccessKeys(account);
      expect(keys).toMatchObject([{ accessKeyId, principal: 'root', active: true }]);
      expect(keys.map((key) => new Secrets(masterKey).decrypt(accessKeyId, key.secret))).toEqual([secret]);
      expect(await store.getHub(account, REGION)).toBeDefined();
      expect(await store.listSubscriptions(account, REGION)).not.toEqual([]);
    }

    test('hubs that start at once make one root account, and show one key', async () => {
      const hubs = Array.from({ length: 6 }, (_, hub) => (hub % 2 === 0 ? store : another(store)));
      const started = await Promise.all(hubs.map((hub) => start(hub)));
      // Those that come when the others are done have nothing to show.
      const [made, ...others] = started.flatMap((one) => one.made ?? []);
      expect(others).toEqual(others.map(() => made));
      const { account = '', accessKeyId = '', secretAccessKey = '' } = made ?? {};
      expect(started.map((one) => one.account)).toEqual(hubs.map(() => account));
      await expectOneRoot(account, accessKeyId, secretAccessKey);
      expect(await start(store)).toEqual({ account });
    });

    test('hubs that start at once with a given key make none', async () => {
      const started = await Promise.all([start(store, GIVEN), start(another(store), GIVEN)]);
      expect(started[0]).toEqual(started[1]);
      expect(started[0]?.made).toBeUndefined();
      await expectOneRoot(started[0]?.account ?? '', GIVEN.accessKeyId, GIVEN.secretAccessKey);
    });

    test('of hubs that start at once with different accounts, one is refused', async () => {
      const accounts = ['111122223333', '444455556666'];
      const started = await Promise.allSettled([
        start(store, { accountId: '111122223333' }),
        start(another(store), { accountId: '444455556666' }),
      ]);
      const winner = started.findIndex(({ status }) => status === 'fulfilled');
      expect(started[1 - winner]).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringMatching(/^the root account of this data is \d{12}, not /) },
      });
      expect((await store.listAccounts()).map((row) => row.account)).toEqual([accounts[winner]]);
    });

    test('one that was cut off anywhere is finished by the next, with a key that is shown', async () => {
      let cut = 0;
      for (; ; cut += 1) {
        const outcome = await start(breakingAt(store, cut)).catch(() => undefined);
        if (outcome !== undefined) break;
        // What is there of it does not make the next one fail, nor does it look finished.
        expect(await store.getSetting('root-account')).toBeUndefined();
      }
      expect(cut).toBeGreaterThan(3);
      await opened.close();
      for (let at = 1; at < cut; at += 1) {
        opened = await open();
        store = opened.store;
        await expect(start(breakingAt(store, at))).rejects.toThrow('killed');
        const { account, made } = await start(another(store));
        await expectOneRoot(account, made?.accessKeyId ?? '', made?.secretAccessKey ?? '');
        if (at < cut - 1) await opened.close();
      }
    });
  });
}

firstStarts('SQLite', openMemoryControlStore, (store) => store);

describePostgres(() => {
  let migrated: MigratedDatabase;
  let second: Database;
  beforeAll(async () => {
    migrated = await createMigrated();
    second = await connectDatabase(migrated.test.url);
  });
  afterAll(async () => {
    await second.close();
    await migrated.close();
  });

  firstStarts(
    'PostgreSQL',
    () => migrated.openControl(),
    () => postgresControlStore(second),
  );
});
