import { afterAll, beforeAll, expect, test } from 'vitest';
import { finding } from '../../testing/findings.js';
import { type RunningHub, startTestHub } from '../../testing/hub.js';
import { expectRefusal } from '../../testing/refusal.js';
import { must } from './testing.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

async function idsOf(tail: string): Promise<string[]> {
  const { Events } = await must(hub.root, 'POST', `events/tails/${tail}/next`, {});
  return Object(Events).map(
    ({ detail }: { detail: { findings: { Id: string }[] } }) => detail.findings[0]?.Id,
  );
}

test('a live tail shows what happens from then on, once, to each that looks', async () => {
  await hub.root.importFindings([finding('before')]);
  const severe = { detail: { findings: { Severity: { Label: ['CRITICAL'] } } } };
  const [all, some] = [
    await must(hub.root, 'POST', 'events/tails', {}),
    await must(hub.root, 'POST', 'events/tails', { EventPattern: severe }),
  ];
  const waiting = idsOf(all.TailId ?? '');
  await hub.root.importFindings([finding('one')]);
  expect(await waiting).toEqual(['one']);
  await hub.root.importFindings([finding('two', { Severity: { Label: 'CRITICAL' } }), finding('three')]);
  expect(await idsOf(all.TailId ?? '')).toEqual(['two', 'three']);
  expect(await idsOf(some.TailId ?? '')).toEqual(['two']);
  // Neither a tail nor what it keeps is seen where rules and deliveries are.
  await hub.root.importFindings([finding('four')]);
  expect((await must(hub.root, 'GET', 'events/rules')).Rules).toEqual([]);
  expect((await must(hub.root, 'POST', 'events/deliveries', {})).Deliveries).toEqual([]);
  await must(hub.root, 'DELETE', `events/tails/${all.TailId}`);
  await must(hub.root, 'DELETE', `events/tails/${some.TailId}`);
  expect(await hub.rows('SELECT id FROM deliveries')).toEqual([]);
  const gone = await hub.root.call('POST', `/_docket/events/tails/${all.TailId}/next`, {});
  expectRefusal(gone, 404, 'ResourceNotFoundException', `The live tail ${all.TailId} does not exist`);
});

test('a tail keeps no more in a second than anybody can look at', async () => {
  const { TailId } = await must(hub.root, 'POST', 'events/tails', {});
  await hub.root.importFindings([finding('wakes')]);
  await idsOf(TailId ?? '');
  const many = (batch: number) => Array.from({ length: 100 }, (_, n) => finding(`many ${batch}/${n}`));
  const before = performance.now();
  for (let batch = 0; batch < 5; batch += 1) await hub.root.importFindings(many(batch));
  const seconds = Math.ceil((performance.now() - before) / 1_000) + 1;
  const [kept] = await hub.rows('SELECT count(*) AS count FROM deliveries');
  expect(Number(Object(kept).count)).toBeGreaterThanOrEqual(99);
  expect(Number(Object(kept).count)).toBeLessThanOrEqual(seconds * 100);
  await must(hub.root, 'DELETE', `events/tails/${TailId}`);
});

test('many may wait at a time', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): number => warnings.push(warning);
  process.on('warning', note);
  const { TailId } = await must(hub.root, 'POST', 'events/tails', {});
  const waiting = Array.from({ length: 30 }, () => idsOf(TailId ?? ''));
  expect((await Promise.all(waiting)).flat()).toEqual([]);
  process.off('warning', note);
  expect(warnings).toEqual([]);
  await must(hub.root, 'DELETE', `events/tails/${TailId}`);
});

test('there are only so many', async () => {
  const tails: string[] = [];
  for (let n = 0; n < 10; n += 1) tails.push((await must(hub.root, 'POST', 'events/tails', {})).TailId ?? '');
  const refusal = await hub.root.call('POST', '/_docket/events/tails', {});
  expectRefusal(refusal, 429, 'LimitExceededException', 'There can be 10 live tails at a time');
  for (const tail of tails) await must(hub.root, 'DELETE', `events/tails/${tail}`);
});
