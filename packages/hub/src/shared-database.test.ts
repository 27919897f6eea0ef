import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULTS, type HubConfig } from './config.js';
import { addRule, addWebhook, must } from './docket/events/testing.js';
import { type Hub, startHub } from './server.js';
import { Client } from './testing/client.js';
import { byId, defaultProduct, finding, identifier, minute } from './testing/findings.js';
import { REGION } from './testing/hub.js';
import { createDatabase, describePostgres, type TestDatabase } from './testing/postgres/database.js';
import { startReceiver } from './testing/receiver.js';

const MASTER_KEY = '33'.repeat(32);
/** What one hub changes, another knows within a second; and a moment for the machine. */
const KNOWN_MS = 3_000;

describePostgres(() => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-shared-'));
  let database: TestDatabase;
  const hubs: Hub[] = [];
  const clients: Client[] = [];
  const product = () => defaultProduct(hubs[0]?.account ?? '');

  const start = (changes: Partial<HubConfig> = {}): Promise<Hub> =>
    startHub({
      ...DEFAULTS,
      ...{ port: 0, region: REGION, logLevel: 'silent', dataFolder: folder },
      ...{ databaseUrl: database.url, masterKey: MASTER_KEY },
      ...changes,
    });

  beforeAll(async () => {
    database = await createDatabase();
    hubs.push(...(await Promise.all([start(), start(), start()])));
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    for (const hub of hubs) await hub.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  /** A client of the root account on each hub. */
  function roots(): Client[] {
    const made = hubs.flatMap((hub) => hub.made ?? [])[0];
    if (made === undefined) throw new Error('no hub shows a key');
    if (clients.length === 0) {
      for (const { url } of hubs) clients.push(new Client({ url, region: REGION, credentials: made }));
    }
    return clients;
  }

  const ours = (id: string, changes: object = {}) =>
    finding(id, { ...{ AwsAccountId: hubs[0]?.account, ProductArn: product() }, ...changes });

  /** Waits for what must become true within a second. */
  async function soon(check: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + KNOWN_MS;
    while (!(await check())) {
      expect(performance.now()).toBeLessThan(end);
      await sleep(20);
    }
  }

  test('hubs that start at once on an empty database have one root account, and its key opens them all', async () => {
    expect(new Set(hubs.map(({ account }) => account)).size).toBe(1);
    expect(new Set(hubs.flatMap(({ made }) => made ?? []).map(({ accessKeyId }) => accessKeyId)).size).toBe(
      1,
    );
    for (const client of roots()) expect((await client.getFindings()).status).toBe(200);
    expect(await database.query('SELECT account FROM accounts')).toEqual([{ account: hubs[0]?.account }]);
    expect(await database.query('SELECT FROM access_keys')).toHaveLength(1);
  });

  test('another master key, or another root account, is refused', async () => {
    await expect(start({ masterKey: '44'.repeat(32) })).rejects.toThrow(/encrypted with another master key/);
    await expect(start({ root: { accountId: '999988887777' } })).rejects.toThrow(
      /the root account of this data/,
    );
  });

  test('the same findings imported through all hubs at once are there once, in their last version', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `same ${n}`);
    const answers = await Promise.all(
      roots().flatMap((client, hub) =>
        [1, 2, 3].map((round) => {
          const UpdatedAt = minute(10 * round + hub);
          return client.importFindings(ids.map((id) => ours(id, { UpdatedAt, Title: UpdatedAt })));
        }),
      ),
    );
    expect(answers.map(({ json }) => Object(json).SuccessCount)).toEqual(answers.map(() => ids.length));
    for (const client of roots()) {
      const stored = await client.allFindings(byId('same ', 'PREFIX'));
      expect(stored.map(({ Id }) => Id).sort()).toEqual(ids.toSorted());
      const last = minute(10 * 3 + hubs.length - 1);
      expect(new Set(stored.map(({ Title, UpdatedAt }) => `${Title} ${UpdatedAt}`))).toEqual(
        new Set([`${last} ${last}`]),
      );
    }
    const created = await database.query(
      `SELECT sum(created) AS created FROM history h JOIN facets f ON f.account = h.account AND f.key = h.key
      WHERE f.id LIKE 'same %' GROUP BY h.account, h.key`,
    );
    expect(created.map((row) => Number(row.created))).toEqual(ids.map(() => 1));
  });

  test('a decision on one hub is kept by imports on the others at the same time', async () => {
    const ids = Array.from({ length: 30 }, (_, n) => `decided ${n}`);
    const [deciding, ...importing] = roots();
    await deciding?.importFindings(ids.map((id) => ours(id)));
    const imports = importing.flatMap((client, hub) =>
      [1, 2, 3, 4].map((round) =>
        client.importFindings(ids.map((id) => ours(id, { UpdatedAt: minute(10 * round + hub) }))),
      ),
    );
    const decisions = ids.map((id) =>
      deciding?.updateFindings({
        FindingIdentifiers: [identifier(id, product())],
        ...{ Note: { Text: id, UpdatedBy: 'me' }, Workflow: { Status: 'SUPPRESSED' } },
      }),
    );
    for (const answer of await Promise.all([...imports, ...decisions])) expect(answer?.status).toBe(200);
    const stored = await deciding?.allFindings(byId('decided ', 'PREFIX'));
    expect(stored).toHaveLength(ids.length);
    for (const one of stored ?? []) {
      expect(one).toMatchObject({
        ...{ Note: { Text: one.Id }, Workflow: { Status: 'SUPPRESSED' } },
        UpdatedAt: minute(41),
      });
    }
  });

  describe('what one hub changes, another uses within a second', () => {
    test('automation rules', async () => {
      const [one, other] = roots();
      const answer = await one?.call('POST', '/automationrules/create', {
        ...{ RuleName: 'r', Description: 'd', RuleOrder: 1 },
        Criteria: { Title: [{ Value: 'ruled', Comparison: 'EQUALS' }] },
        Actions: [
          { Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'NOTIFIED' } } },
        ],
      });
      let n = 0;
      const isRuled = async (): Promise<boolean> => {
        const id = `ruled ${n++}`;
        await other?.importFindings([ours(id, { Title: 'ruled' })]);
        const [stored] = (await other?.allFindings(byId(id))) ?? [];
        return Object(stored?.Workflow).Status === 'NOTIFIED';
      };
      await soon(isRuled);
      const { RuleArn } = Object(answer?.json);
      await one?.call('POST', '/automationrules/delete', { AutomationRulesArns: [RuleArn] });
      await soon(async () => !(await isRuled()));
    });

    test('access keys', async () => {
      const [one] = roots();
      const path = `/_docket/admin/accounts/${hubs[0]?.account}/keys`;
      const made = Object((await one?.call('POST', path, {}))?.json).AccessKey;
      const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = made;
      const credentials = { accessKeyId, secretAccessKey };
      const other = new Client({ url: hubs[1]?.url ?? '', region: REGION, credentials });
      try {
        expect((await other.getFindings()).status).toBe(200);
        expect((await one?.call('DELETE', `${path}/${accessKeyId}`))?.status).toBe(200);
        await soon(async () => (await other.getFindings()).status === 403);
      } finally {
        other.close();
      }
    });
  });

  test('what a rule of one hub takes is told of once, whichever hub a finding comes to', async () => {
    const receiver = await startReceiver();
    try {
      const [one, other, third] = roots();
      if (one === undefined || other === undefined || third === undefined) throw new Error('three hubs');
      const { id } = await addWebhook(one, receiver.url);
      const rule = await addRule(one, { detail: { findings: { Id: [{ prefix: 'told ' }] } } }, [id]);
      // Until every hub knows the rule.
      let asked = 0;
      const known = new Set<string>();
      await soon(async () => {
        asked += 1;
        await other.importFindings([ours(`told other ${asked}`)]);
        await third.importFindings([ours(`told third ${asked}`)]);
        for (const { event } of receiver.received)
          known.add(String(event.detail.findings[0]?.Id).slice(0, 10));
        return known.size === 2;
      });
      const ids = Array.from({ length: 60 }, (_, n) => `told ${n}`);
      await Promise.all(ids.map((name, n) => [other, third][n % 2]?.importFindings([ours(name)])));
      const told = () => receiver.received.map(({ event }) => String(event.detail.findings[0]?.Id));
      await soon(async () => ids.every((name) => told().includes(name)));
      expect(told().filter((name) => ids.includes(name))).toHaveLength(ids.length);
      expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(receiver.received.length);
      await must(third, 'DELETE', `events/rules/${rule}`);
    } finally {
      await receiver.close();
    }
  });

  test('a live tail shows what happens on every hub, whichever is asked', async () => {
    const [one, other, third] = roots();
    if (one === undefined || other === undefined || third === undefined) throw new Error('three hubs');
    const { TailId } = await must(one, 'POST', 'events/tails', {});
    const next = must(third, 'POST', `events/tails/${TailId}/next`, {});
    let seen: unknown;
    void next.then((answer) => {
      seen = answer.Events;
    });
    let asked = 0;
    await soon(async () => {
      asked += 1;
      await other.importFindings([ours(`tailed ${asked}`)]);
      return seen !== undefined;
    });
    const [first] = Array.isArray(seen) ? seen : [];
    expect(first).toMatchObject({ detail: { findings: [{ Id: expect.stringMatching(/^tailed/) }] } });
    await must(one, 'DELETE', `events/tails/${TailId}`);
  });
});
