import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../testing/client.js';
import { byId, defaultProduct, finding, identifier } from '../../testing/findings.js';
import { ROOT, type RunningHub, startTestHub } from '../../testing/hub.js';
import {
  createMigratedDatabase,
  describePostgres,
  isOurServer,
  type TestDatabase,
} from '../../testing/postgres/database.js';
import { type FaultyNetwork, startFaultyNetwork } from '../../testing/postgres/network.js';
import { type PostgresServer, startPostgres } from '../../testing/postgres/server.js';

/** Far more than a request may take: ten seconds for a database that is away, and what a test machine adds. */
const BOUND_MS = 40_000;
const PATIENT = { timeout: 120_000 };
/** What the SDKs and the CLI try again by themselves. */
const RETRYABLE = { status: 503, json: { Code: 'ServiceUnavailableException' } };

/** A call of each kind: writes and reads of findings, and of everything else. */
const calls = (hub: RunningHub, id: string): Promise<Answer>[] => [
  hub.root.importFindings([finding(id)]),
  hub.root.updateFindings({
    FindingIdentifiers: [identifier('before', defaultProduct())],
    Note: { Text: id, UpdatedBy: 'me' },
  }),
  hub.root.getFindings(byId('before')),
  hub.root.call('POST', '/insights/get', {}),
  hub.root.call('POST', '/automationrules/create', {
    ...{ RuleName: id, Description: 'd', RuleOrder: 1 },
    Criteria: { Title: [{ Value: 'none', Comparison: 'EQUALS' }] },
    Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Criticality: 1 } }],
  }),
  hub.root.call('GET', `/_docket/admin/accounts/${ROOT}/keys`),
];

async function readiness(hub: RunningHub): Promise<number> {
  return (await fetch(`${hub.url}/_docket/ready`)).status;
}

async function isReady(hub: RunningHub): Promise<void> {
  const end = performance.now() + BOUND_MS;
  while ((await readiness(hub)) !== 200) expect(performance.now()).toBeLessThan(end);
}

describePostgres(() => {
  describe('a hub whose database', () => {
    let server: PostgresServer;
    let hub: RunningHub;
    beforeAll(async () => {
      server = await startPostgres();
      hub = await startTestHub({ databaseUrl: server.url }, 'sqlite');
      expect((await hub.root.importFindings([finding('before')])).status).toBe(200);
    });
    afterAll(async () => {
      await hub.close();
      await server.close();
    });

    test.each(['stop', 'crash'] as const)('restarts (%s) lets calls wait, and answers them', async (way) => {
      await server[way]();
      const answers = Promise.all(calls(hub, way));
      expect(await readiness(hub)).toBe(503);
      await server.start();
      for (const { status } of await answers) expect(status).toBe(200);
      const [stored] = await hub.root.allFindings(byId('before'));
      expect(stored).toMatchObject({ Note: { Text: way } });
      expect(await hub.root.allFindings(byId(way))).toHaveLength(1);
      await isReady(hub);
    });

    test('stays away answers what clients try again, and works when it is back', PATIENT, async () => {
      await server.crash();
      const started = performance.now();
      const answers = await Promise.all(calls(hub, 'away'));
      expect(performance.now() - started).toBeLessThan(BOUND_MS);
      for (const answer of answers) expect(answer).toMatchObject(RETRYABLE);
      expect(await readiness(hub)).toBe(503);
      expect((await fetch(`${hub.url}/_docket/health`)).status).toBe(200);
      await server.start();
      await isReady(hub);
      for (const { status } of await Promise.all(calls(hub, 'back'))) expect(status).toBe(200);
      expect(await hub.root.allFindings(byId('back'))).toHaveLength(1);
    });
  });

  describe('a hub whose network', () => {
    let database: TestDatabase;
    let network: FaultyNetwork;
    let hub: RunningHub;
    beforeEach(async () => {
      database = await createMigratedDatabase();
      network = await startFaultyNetwork(database.url);
      const limits = '&statement_timeout=1s&connect_timeout=1s&pool_max=3';
      hub = await startTestHub({ databaseUrl: network.url + limits }, 'sqlite');
      expect((await hub.root.importFindings([finding('before')])).status).toBe(200);
    });
    afterEach(async () => {
      await hub.close();
      await network.close();
      await database.drop();
    });

    test('is silent lets nobody wait without end', PATIENT, async () => {
      network.hang();
      const started = performance.now();
      const answers = await Promise.all(calls(hub, 'silent'));
      expect(performance.now() - started).toBeLessThan(BOUND_MS);
      for (const answer of answers) expect(answer).toMatchObject(RETRYABLE);
      expect(await readiness(hub)).toBe(503);
      network.heal();
      await isReady(hub);
      for (const { status } of await Promise.all(calls(hub, 'again'))) expect(status).toBe(200);
    });

    test('leads to another server now finds that out', PATIENT, async () => {
      // Enough at once for every connection to be one of before.
      await Promise.all(Array.from({ length: 3 }, () => Promise.all(calls(hub, 'busy'))));
      expect(await readiness(hub)).toBe(200);
      network.strand();
      expect(await readiness(hub)).toBe(503);
      await isReady(hub);
      const end = performance.now() + BOUND_MS;
      while ((await hub.root.importFindings([finding('moved')])).status !== 200)
        expect(performance.now()).toBeLessThan(end);
      expect(await hub.root.allFindings(byId('moved'))).toHaveLength(1);
    });

    test(
      'ends in the middle of a commit keeps no other hub from those findings for long',
      PATIENT,
      async ({ skip }) => {
        if (!isOurServer()) return skip('servers before 17 find it out by TCP alone');
        const other = await startTestHub({ databaseUrl: database.url, dataFolder: hub.folder }, 'sqlite');
        try {
          const marked = [finding('held', { Description: 'within this' })];
          network.strandWithin('within this');
          const lost = hub.root.importFindings(marked);
          // Until its first statements hold the row.
          const held = `SELECT 1 FROM pg_locks WHERE relation = 'findings'::regclass AND mode = 'RowExclusiveLock'`;
          while ((await database.query(held)).length === 0);
          expect((await other.root.importFindings(marked)).status).toBe(200);
          expect(await other.root.allFindings(byId('held'))).toHaveLength(1);
          expect((await lost).status).toBe(200);
        } finally {
          await other.close();
        }
      },
    );

    test('leads to a server that lacks something stores it again', async () => {
      const titled = (id: string) => finding(id, { Title: 'in common' });
      await hub.root.importFindings([titled('first')]);
      // As a standby does that had not got the last transactions when it took over.
      network.cut();
      await database.query('DELETE FROM checks');
      expect((await hub.root.importFindings([titled('second')])).status).toBe(200);
      const selected = { Filters: { Title: [{ Value: 'in common', Comparison: 'EQUALS' }] } };
      expect((await hub.root.allFindings(selected)).map(({ Id }) => Id).sort()).toEqual(['first', 'second']);
    });
  });
});
