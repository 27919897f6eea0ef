import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finding, minute } from '../testing/findings.js';
import { type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal, expectSuccess, imported } from '../testing/refusal.js';
import { findingsIn, openExport, textOf } from './testing.js';

/** Together several times what two sockets hold, so that a client who does not read stops the answer half-way. */
const LARGE = 150;
const LARGE_PER_CALL = 25;

/** A finding of about 200 KB. */
function large(id: string) {
  const Other = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, id.padEnd(1000, '.')]));
  const resource = { Id: 'r', Type: 'Other', Details: { Other } };
  return finding(id, { Resources: [resource, resource, resource, resource] });
}

async function fill(hub: RunningHub): Promise<void> {
  for (let first = 0; first < LARGE; first += LARGE_PER_CALL) {
    const findings = Array.from({ length: LARGE_PER_CALL }, (_, i) => large(`large/${first + i}`));
    expectSuccess(await hub.root.importFindings(findings), imported(LARGE_PER_CALL));
  }
}

/** Pages that the store was asked for since the hub started. */
async function pagesRead(hub: RunningHub): Promise<number> {
  const { text } = await hub.root.call('GET', '/_docket/metrics');
  return Number(/docket_store_seconds_count\{method="find"\} (\d+)/.exec(text)?.[1] ?? 0);
}

/** Waits until the store is asked for nothing more. */
async function stillness(hub: RunningHub): Promise<number> {
  let before = -1;
  for (let now = await pagesRead(hub); now !== before; now = await pagesRead(hub)) {
    before = now;
    await sleep(300);
  }
  return before;
}

describe('a hub that exports more than sockets hold', () => {
  let hub: RunningHub;
  let pagesOfAll: number;
  beforeAll(async () => {
    hub = await startTestHub();
    await fill(hub);
    const before = await pagesRead(hub);
    expect(findingsIn(await textOf(await openExport(hub.root)))).toHaveLength(LARGE);
    pagesOfAll = (await pagesRead(hub)) - before;
  });
  afterAll(() => hub.close());

  test('stops reading when the client does, goes on with other calls, and then brings the rest', async () => {
    const before = await pagesRead(hub);
    const response = await openExport(hub.root);
    const read = (await stillness(hub)) - before;
    expect(read).toBeLessThan(pagesOfAll / 2);
    expectSuccess(await hub.root.importFindings([finding('meanwhile')]), imported(1));
    expect(findingsIn(await textOf(response)).length).toBeGreaterThanOrEqual(LARGE);
    expect((await pagesRead(hub)) - before).toBeGreaterThanOrEqual(pagesOfAll);
  });

  test('stops when the client goes away, and then others may come', async () => {
    // As many as one account may have, so that the next one waits for these.
    const abandoned: IncomingMessage[] = [];
    for (let n = 0; n < 4; n += 1) abandoned.push(await openExport(hub.root));
    expectRefusal(
      await hub.root.call('GET', '/_docket/export'),
      429,
      'TooManyRequestsException',
      'Too many exports are running. Try again when one has ended.',
    );
    for (const response of abandoned) response.destroy();
    const settled = await stillness(hub);
    const next = async () => {
      const response = await openExport(hub.root);
      await textOf(response);
      return response.statusCode;
    };
    await expect.poll(next, { timeout: 20_000 }).toBe(200);
    // Nothing was read for those who left.
    expect((await pagesRead(hub)) - settled).toBeLessThan(2 * pagesOfAll);
  });

  test('has every finding that stays exactly once, whatever is imported meanwhile', async () => {
    const stays = Array.from({ length: 60 }, (_, n) => `stays/${n}`);
    const Filters = ['large/', 'stays/', 'new/'].map((Value) => ({ Value, Comparison: 'PREFIX' }));
    await hub.root.importFindings(stays.map((id) => finding(id)));
    const response = await openExport(hub.root, { body: { Filters: { Id: Filters } } });
    await stillness(hub);
    for (let round = 1; round <= 5; round += 1) {
      const updates = stays.map((id) => finding(id, { UpdatedAt: minute(round), RecordState: 'ARCHIVED' }));
      const news = Array.from({ length: 20 }, (_, n) => finding(`new/${round}/${n}`));
      expectSuccess(await hub.root.importFindings([...updates, ...news]), imported(80));
    }
    const ids = findingsIn(await textOf(response)).map(({ Id }) => String(Id));
    const seen = ids.filter((id) => !id.startsWith('new/'));
    const all = [...stays, ...Array.from({ length: LARGE }, (_, n) => `large/${n}`)];
    expect(seen.sort()).toEqual(all.sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a hub that is told to stop', () => {
  test('breaks off an export that does not move, visibly, and stops', async () => {
    const hub = await startTestHub();
    await fill(hub);
    const response = await openExport(hub.root);
    await stillness(hub);
    await hub.hub.close();
    await expect(textOf(response)).rejects.toThrow(/aborted/);
    expect(response.complete).toBe(false);
    await hub.close();
  });

  test('finishes one that is being read', async () => {
    const hub = await startTestHub();
    await hub.root.importFindings(Array.from({ length: 100 }, (_, n) => finding(`${n}`)));
    const response = await openExport(hub.root);
    const closed = hub.hub.close();
    expect(findingsIn(await textOf(response))).toHaveLength(100);
    await closed;
    await hub.close();
  });
});
