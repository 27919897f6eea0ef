import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase, describePostgres, type TestDatabase } from '../../testing/postgres/database.js';
import { type FaultyNetwork, startFaultyNetwork } from '../../testing/postgres/network.js';
import { type PostgresServer, startPostgres } from '../../testing/postgres/server.js';
import type { ControlStore, HubRow } from '../control.js';
import { connectDatabase } from './connect.js';
import { postgresControlStore } from './control.js';
import type { Database } from './database.js';
import { migrate } from './migrate.js';

const ALICE = '111122223333';
const REGION = 'eu-west-1';
const account = (id: string) => ({ account: id, name: 'somebody', createdAt: '2026-01-01T00:00:00.000Z' });
const hub: HubRow = {
  ...{ account: ALICE, region: REGION, subscribedAt: '2026-01-01T00:00:00.000Z' },
  ...{ autoEnableControls: true, controlFindingGenerator: 'SECURITY_CONTROL' },
};
const AWAY = { code: 'ServiceUnavailableException', status: 503 };

describePostgres(() => {
  describe('a server that stops and starts', () => {
    let server: PostgresServer;
    let database: Database;
    const reported: unknown[] = [];
    beforeAll(async () => {
      server = await startPostgres();
      database = await connectDatabase(server.url, { report: (error) => reported.push(error) });
      await migrate(database);
    });
    afterAll(async () => {
      await database.close();
      await server.close();
    });

    test.each(['stop', 'crash'] as const)('calls outlive it (%s)', async (way) => {
      const store = postgresControlStore(database);
      await store.putSetting('before', way);
      const known = reported.length;
      await server[way]();
      // Until idle connections have noticed: of what is sent on one that is dead already, nobody knows the outcome.
      while (reported.length === known) await sleep(1);
      await sleep(50);
      const calls = Promise.all([
        store.getSetting('before'),
        store.putSetting('during', way),
        store.createHub(hub),
        ...Array.from({ length: 20 }, () => store.getSetting('before')),
      ]);
      await server.start();
      const [before, , created] = await calls;
      expect(before).toBe(way);
      expect(created).toBe(true);
      expect(await store.getSetting('during')).toBe(way);
      await store.deleteHub(ALICE, REGION);
    });

    test('calls end when it stays away for too long, and work again when it is back', async () => {
      const store = postgresControlStore(database, { totalMs: 300 });
      await server.stop();
      await expect(store.getSetting('before')).rejects.toMatchObject(AWAY);
      await expect(store.createHub(hub)).rejects.toMatchObject(AWAY);
      await expect(database.ping()).rejects.toThrow();
      await server.start();
      await database.ping();
      expect(await store.getSetting('before')).toBeDefined();
    });

    test('what was acknowledged is there, whatever happened meanwhile', async () => {
      const store = postgresControlStore(database);
      const outcomes = new Map<string, boolean | undefined>();
      let running = true;
      const clients = Array.from({ length: 4 }, async (_, client) => {
        for (let n = 0; running; n += 1) {
          const id = `${client}-${n}`;
          const outcome = await store.createAccount(account(id)).catch(() => undefined);
          outcomes.set(id, outcome);
        }
      });
      for (const way of ['crash', 'stop', 'crash'] as const) {
        await server[way]();
        await server.start();
      }
      running = false;
      await Promise.all(clients);
      const there = new Set((await store.listAccounts()).map((row) => row.account));
      const acknowledged = [...outcomes].filter(([, outcome]) => outcome === true).map(([id]) => id);
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
      // Every id was asked for once: that it was there already can only be said of one's own lost answer.
      expect([...outcomes].filter(([, outcome]) => outcome === false)).toEqual([]);
      expect(reported.length).toBeGreaterThan(0);
    });
  });

  describe('a network that breaks', () => {
    let test_: TestDatabase;
    let network: FaultyNetwork;
    let database: Database;
    let store: ControlStore;
    beforeAll(async () => {
      test_ = await createDatabase();
      const direct = await connectDatabase(test_.url);
      await migrate(direct);
      await direct.close();
    });
    beforeEach(async () => {
      network = await startFaultyNetwork(test_.url);
      database = await connectDatabase(`${network.url}&statement_timeout=200ms&connect_timeout=1s`);
      store = postgresControlStore(database, { totalMs: 3_000 });
      await test_.query('DELETE FROM hubs; DELETE FROM tags; DELETE FROM accounts');
    });
    afterEach(async () => {
      await network.close();
      await database.close();
    });
    afterAll(() => test_.drop());

    test('idle connections that break are no news', async () => {
      await Promise.all(Array.from({ length: 5 }, () => store.listAccounts()));
      network.cut();
      expect(await Promise.all(Array.from({ length: 5 }, () => store.listAccounts()))).toEqual(
        Array.from({ length: 5 }, () => []),
      );
    });

    test('a read whose answer is lost is asked again', async () => {
      await store.createAccount(account(ALICE));
      network.loseAnswer('somebody');
      expect(await store.getAccount(ALICE)).toEqual(account(ALICE));
    });

    test('a transaction that is cut off before its end is made again, whole', async () => {
      network.loseAnswer('INSERT 0 1');
      const start = { arn: 'arn', tags: { Team: 'blue' }, products: [] };
      expect(await store.createHub(hub, start)).toBe(true);
      expect(await store.getTags(ALICE, 'arn')).toEqual({ Team: 'blue' });
    });

    test('of a COMMIT without an answer, nobody says that it happened, or that it did not', async () => {
      await store.listAccounts();
      network.loseAnswer('COMMIT');
      await expect(store.createHub(hub)).rejects.toMatchObject(AWAY);
      expect(await store.getHub(ALICE, REGION)).toEqual(hub);
      await store.deleteHub(ALICE, REGION);
      network.loseRequest('COMMIT');
      await expect(store.createHub(hub)).rejects.toMatchObject(AWAY);
      expect(await store.getHub(ALICE, REGION)).toBeUndefined();
    });

    test('nor of a statement of its own', async () => {
      await store.listAccounts();
      network.loseAnswer('INSERT 0 1');
      await expect(store.createAccount(account(ALICE))).rejects.toMatchObject(AWAY);
      expect(await store.getAccount(ALICE)).toBeDefined();
    });

    test('a silent network does not keep a store open', async () => {
      const other = await connectDatabase(`${network.url}&statement_timeout=200ms`);
      const session = await other.session();
      network.hang();
      const asked = session.query({ text: 'SELECT 1' }).finally(() => session.release());
      await Promise.all([other.close(), expect(asked).rejects.toThrow(/no answer/)]);
    });

    test('a silent network is not waited for without end', async () => {
      await store.listAccounts();
      network.hang();
      await expect(store.listAccounts()).rejects.toMatchObject(AWAY);
      await expect(store.createHub(hub)).rejects.toMatchObject(AWAY);
      await expect(database.ping()).rejects.toThrow();
    });
  });
});
