import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExpireQuery } from '../store/findings.js';
import { finding, identifier, minute } from '../testing/findings.js';
import { type RunningHub, startTestHub } from '../testing/hub.js';
import { testStore } from '../testing/store.js';
import { Retention, type RetentionPolicy } from './retention.js';

const NOW = new Date('2026-03-31T12:00:00.000Z');
const NEVER = 3_600_000;
const PATIENT = { timeout: 30_000 };

interface Run {
  retention: Retention;
  queries: ExpireQuery[];
  deleted: number[];
  log: string[];
}

const started: Retention[] = [];
afterEach(async () => {
  for (const retention of started.splice(0)) await retention.stop();
});

/** Runs a policy on a store that says how many findings it deleted, call by call. */
function start(
  policy: RetentionPolicy,
  expire: (call: number, signal?: AbortSignal) => Promise<number> | number,
  everyMs = NEVER,
): Run {
  const run: Omit<Run, 'retention'> = { queries: [], deleted: [], log: [] };
  const retention = new Retention(
    policy,
    {
      findings: {
        expire: async (query, signal) => {
          run.queries.push(query);
          return expire(run.queries.length, signal);
        },
      },
      meter: { expired: (count) => run.deleted.push(count) },
      log: pino({ level: 'info' }, { write: (line: string) => run.log.push(line) }),
      now: () => NOW,
    },
    everyMs,
  );
  started.push(retention);
  return { ...run, retention };
}

describe('the job', () => {
  test('deletes batch by batch until there is nothing more', async () => {
    const run = start({ days: 30, archivedDays: 1 }, (call) => (call < 4 ? 500 : 0));
    await expect.poll(() => run.log.join(''), PATIENT).toContain('"findings":1500');
    const query = {
      before: '2026-03-01T12:00:00.000Z',
      archivedBefore: '2026-03-30T12:00:00.000Z',
      limit: 500,
    };
    expect(run.queries).toEqual([query, query, query, query]);
    expect(run.deleted).toEqual([500, 500, 500]);
  });

  test('leaves alone what it was not told of', async () => {
    const archived = start({ archivedDays: 2 }, () => 0);
    const all = start({ days: 2 }, () => 0);
    const none = start({}, () => 0);
    await expect.poll(() => [archived.queries.length, all.queries.length], PATIENT).toEqual([1, 1]);
    expect(archived.queries).toEqual([{ archivedBefore: '2026-03-29T12:00:00.000Z', limit: 500 }]);
    expect(all.queries).toEqual([{ before: '2026-03-29T12:00:00.000Z', limit: 500 }]);
    await none.retention.stop();
    expect(none.queries).toEqual([]);
  });

  test('comes again after its interval, also if the store failed', async () => {
    const run = start(
      { days: 1 },
      (call) => {
        if (call === 1) throw new Error('the disk is gone');
        return call === 2 ? 7 : 0;
      },
      1,
    );
    await expect.poll(() => run.log.join(''), PATIENT).toContain('"findings":7');
    expect(run.log.join('')).toContain('the disk is gone');
    await expect.poll(() => run.queries.length, PATIENT).toBeGreaterThan(4);
    expect(run.deleted).toEqual([7]);
  });

  test('stops between two batches, when the one that is being deleted is done', async () => {
    let release = (_: number): void => undefined;
    const run = start({ days: 1 }, (call) =>
      call === 1 ? 500 : new Promise<number>((resolve) => (release = resolve)),
    );
    await expect.poll(() => run.queries.length, PATIENT).toBe(2);
    let stopped = false;
    const stopping = run.retention.stop().then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    release(500);
    await stopping;
    expect(run.queries).toHaveLength(2);
    expect(run.deleted).toEqual([500, 500]);
    expect(run.log.join('')).toContain('"findings":1000');
  });

  test('tells the store, which may be looking for what there is not, that it stops', async () => {
    const run = start(
      { days: 1 },
      (_, signal) => new Promise((resolve) => signal?.addEventListener('abort', () => resolve(0))),
    );
    await expect.poll(() => run.queries.length, PATIENT).toBe(1);
    await run.retention.stop();
    expect(run.log).toEqual([]);
  });
});

describe('a hub', () => {
  const DAY_MS = 24 * 60 * 60_000;
  let dataFolder: string;
  beforeEach(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'docket-retention-'));
  });
  afterEach(async () => {
    await (await testStore(dataFolder)).remove();
    rmSync(dataFolder, { recursive: true });
  });

  async function withHub(retention: RetentionPolicy, use: (hub: RunningHub) => Promise<void>): Promise<void> {
    const hub = await startTestHub({ dataFolder, retention });
    try {
      await use(hub);
    } finally {
      await hub.close();
    }
  }

  /** Makes everything look as if it had been written so many days earlier. */
  async function age(days: number): Promise<void> {
    const { rows } = await testStore(dataFolder);
    expect(await rows('SELECT revision FROM findings')).not.toEqual([]);
    await rows('UPDATE findings SET written_at = written_at - ?', days * DAY_MS);
  }

  const idsIn = async ({ root }: RunningHub) => (await root.allFindings()).map(({ Id }) => Id).sort();

  test('deletes what was not written for long enough, the archived sooner, and keeps the rest', async () => {
    await withHub({}, async ({ root }) => {
      // What their provider says of their age counts for nothing.
      await root.importFindings([
        finding('old', { UpdatedAt: '2999-01-01T00:00:00Z' }),
        finding('archived', { RecordState: 'ARCHIVED' }),
        finding('decided', { UpdatedAt: '2001-01-01T00:00:00Z' }),
      ]);
    });
    await age(10);
    await withHub({ days: 30, archivedDays: 5 }, async (hub) => {
      await expect.poll(() => idsIn(hub), PATIENT).toEqual(['decided', 'old']);
      await hub.root.updateFindings({ FindingIdentifiers: [identifier('decided')], Confidence: 7 });
      const { text } = await hub.root.call('GET', '/_docket/metrics');
      expect(text).toContain('docket_findings_expired_total 1');
    });
    await age(25);
    await withHub({ days: 30, archivedDays: 5 }, async (hub) => {
      await expect.poll(() => idsIn(hub), PATIENT).toEqual(['decided']);
    });
  });

  test('knows nothing more of what it deleted: sent again, it is new', async () => {
    const history = { FindingIdentifier: identifier('a') };
    await withHub({}, async ({ root }) => {
      await root.importFindings([finding('a', { Title: 'before', UpdatedAt: minute(5) })]);
      await root.updateFindings({
        FindingIdentifiers: [identifier('a')],
        Workflow: { Status: 'SUPPRESSED' },
      });
    });
    await age(3);
    await withHub({ days: 2 }, async (hub) => {
      await expect.poll(() => idsIn(hub), PATIENT).toEqual([]);
      // Older than what was deleted, and taken all the same.
      await hub.root.importFindings([finding('a', { UpdatedAt: minute(1) })]);
      expect(await hub.root.allFindings()).toMatchObject([{ Id: 'a', Workflow: { Status: 'NEW' } }]);
      const { json } = await hub.root.call('POST', '/findingHistory/get', history);
      expect(Object(json).Records).toMatchObject([{ FindingCreated: true }]);
    });
  });

  test('deletes nothing unless it is told to', async () => {
    await withHub({}, ({ root }) => root.importFindings([finding('a')]).then(() => undefined));
    await age(36_000);
    await withHub({}, async (hub) => {
      expect(await idsIn(hub)).toEqual(['a']);
    });
  });

  test.each([
    [{ days: 0 }, /1 to 36500 whole days, not 0/],
    [{ days: 1.5 }, /whole days, not 1.5/],
    [{ archivedDays: -1 }, /whole days, not -1/],
    [{ days: 36_501 }, /whole days, not 36501/],
    [{ days: 7, archivedDays: 8 }, /archived findings go sooner/],
  ])('does not start with %j', async (retention, message) => {
    await expect(withHub(retention, async () => undefined)).rejects.toThrow(message);
  });
});
