import Fastify from 'fastify';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ByteBudget } from '../byte-budget.js';
import { openTestHub } from '../operations/testing.js';
import type { FindingPage, FindingQuery } from '../store/findings.js';
import { Client } from '../testing/client.js';
import { byTrust } from '../wire/authenticate.js';
import { serveExport } from './export.js';
import { openExport, textOf } from './testing.js';

const PLACE = { account: '123456789012', region: 'eu-west-1' };
const PATIENT = { timeout: 30_000 };
const BYTES = 1024 * 1024;

/** Serves exports of whatever `find` says, over real HTTP, and gives the log beside a client. */
async function serving(
  find: (query: FindingQuery, call: number) => Promise<FindingPage>,
  run: (client: Client, log: string[]) => Promise<void>,
): Promise<void> {
  const hub = await openTestHub();
  const hubRow = { ...PLACE, subscribedAt: '', autoEnableControls: true, controlFindingGenerator: '' };
  await hub.control.createHub(hubRow);
  const { caller: _, now: __, bodyBytes: ___, ...context } = hub.call();
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
  let calls = 0;
  const findings = {
    ...context.store.findings,
    find: (query: FindingQuery) => {
      calls += 1;
      return find(query, calls);
    },
  };
  const app = Fastify();
  const parts = {
    authenticate: byTrust(PLACE),
    operations: {},
    context: { ...context, store: { ...context.store, findings } },
    maxBodyBytes: BYTES,
    received: new ByteBudget(BYTES),
    working: new ByteBudget(BYTES),
  };
  serveExport(app, parts, { called: () => undefined }, log);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const client = new Client({ url, region: PLACE.region });
  try {
    await run(client, lines);
  } finally {
    client.close();
    await app.close();
    await hub.close();
  }
}

const page = (call: number): FindingPage => ({ documents: [`{"Id":"${call}"}`], next: `after ${call}` });

test('a store that fails half-way breaks the connection off: what was sent does not look whole', async () => {
  await serving(
    async (_, call) => {
      if (call > 3) throw new Error('the disk is gone');
      return page(call);
    },
    async (client, log) => {
      const response = await openExport(client, { query: { format: 'csv', columns: 'Id' } });
      expect(response.statusCode).toBe(200);
      await expect(textOf(response)).rejects.toThrow(/aborted/);
      expect(response.complete).toBe(false);
      await expect.poll(() => log.join(''), PATIENT).toContain('"brokenOff":"the disk is gone"');
    },
  );
});

test('a store that fails at once is an error like any other', async () => {
  await serving(
    async () => {
      throw new Error('the disk is gone');
    },
    async (client) => {
      expect(await client.call('GET', '/_docket/export')).toMatchObject({
        status: 500,
        json: { Code: 'InternalException' },
      });
    },
  );
});

test('clients that go away before the first page is there leave room for others', async () => {
  const waiting: (() => void)[] = [];
  await serving(
    async (_, call) => {
      // As many as one account may have.
      if (call <= 4) await new Promise<void>((resolve) => waiting.push(resolve));
      return call <= 4 ? page(call) : { documents: ['{"Id":"last"}'] };
    },
    async (client) => {
      const headers = await client.headers('GET', '/_docket/export', Buffer.alloc(0));
      const gone = [1, 2, 3, 4].map(() => client.send('GET', '/_docket/export', headers).end());
      for (const sent of gone) sent.on('error', () => undefined);
      await expect.poll(() => waiting.length, PATIENT).toBe(4);
      expect(await client.call('GET', '/_docket/export')).toMatchObject({ status: 429 });
      for (const sent of gone) sent.destroy();
      for (const answer of waiting) answer();
      const again = async () => (await client.call('GET', '/_docket/export')).text;
      await expect.poll(again, PATIENT).toBe('{"Id":"last"}\n');
    },
  );
});

test('pages that are shorter than asked for are no end', async () => {
  await serving(
    async ({ after }, call) => {
      expect(after).toBe(call === 1 ? undefined : `after ${call - 1}`);
      if (call === 4) return { documents: [], next: 'after 4' };
      return call < 6 ? page(call) : { documents: ['{"Id":"last"}'] };
    },
    async (client, log) => {
      const text = await textOf(await openExport(client));
      expect(text).toBe('{"Id":"1"}\n{"Id":"2"}\n{"Id":"3"}\n{"Id":"5"}\n{"Id":"last"}\n');
      await expect.poll(() => log.join(''), PATIENT).toContain('"findings":5');
    },
  );
});

test('larger findings come in fewer at a time, smaller ones in more', async () => {
  const limits: number[] = [];
  await serving(
    async ({ limit }, call) => {
      limits.push(limit);
      const size = call < 5 ? 100 : 300_000;
      const documents = Array.from({ length: call < 5 ? limit : 2 }, () => JSON.stringify('x'.repeat(size)));
      return { documents, ...(call < 8 && { next: String(call) }) };
    },
    async (client) => {
      await textOf(await openExport(client));
      expect(limits.slice(0, 6)).toEqual([50, 100, 200, 400, 800, 10]);
      expect(Math.max(...limits.slice(5))).toBe(10);
    },
  );
});
