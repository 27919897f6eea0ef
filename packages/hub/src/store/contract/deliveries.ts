import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventSinkRow, NewDelivery } from '../events.js';
import type { FindingWrite } from '../findings.js';
import type { Store } from '../store.js';
import { firstIdAt } from '../time-ordered-id.js';
import { attributes } from './attributes.js';

const ALICE = '111122223333';
const BOB = '444455556666';
const REGION = 'eu-west-1';
const NOON = Date.parse('2026-01-02T12:00:00.000Z');
const at = (seconds: number): string => new Date(NOON + seconds * 1_000).toISOString();

const sinkRow = (id: string, changes: Partial<EventSinkRow> = {}): EventSinkRow => ({
  ...{ account: ALICE, region: REGION, id, name: id, kind: 'webhook', enabled: true, target: 'http://x/' },
  ...{
    secret: '',
    createdAt: at(0),
    updatedAt: at(0),
    lastDeliveredAt: null,
    lastErrorAt: null,
    lastError: null,
  },
  ...changes,
});
let made = 0;
/** Ids in the order of time, whatever order they are made in. */
const idAt = (seconds: number): string => {
  made += 1;
  return firstIdAt(NOON + seconds * 1_000).slice(0, -12) + String(made).padStart(12, '0');
};
const delivery = (sink: string, seconds: number, changes: Partial<NewDelivery> = {}): NewDelivery => ({
  ...{ account: ALICE, region: REGION, id: idAt(seconds), sink, rule: 'r', event: 'e' },
  ...{ detailType: 'type', subject: 'sub\0ject é', time: at(seconds), body: `{"n":"\\u0000 é ${seconds}"}` },
  ...changes,
});
const write = (id: string, expected = 0): FindingWrite => ({
  key: { account: ALICE, region: REGION, productArn: 'arn', id },
  ...{ expected, document: `{"Id":"${id}"}`, customerSet: 0, attributes: attributes(), history: [] },
});

/** What every engine must do with deliveries. `open` gives an empty store; each test has its own. */
export function deliveryContract(
  name: string,
  open: () => Promise<{ whole: Store; close(): Promise<void> }>,
): void {
  describe(`deliveries: ${name}`, () => {
    let opened: { whole: Store; close(): Promise<void> };
    let store: Store;
    beforeEach(async () => {
      opened = await open();
      store = opened.whole;
      await store.control.createEventSink(sinkRow('s'), 9);
    });
    afterEach(() => opened.close());
    const { stringify } = JSON;
    const subjects = async (sink = 's') =>
      (await store.deliveries.list({ account: ALICE, region: REGION, sink, limit: 100 })).map(
        (one) => one.time,
      );

    test('a commit writes findings and deliveries, or neither', async () => {
      expect(await store.findings.commit([write('a')], [delivery('s', 1)])).toBe(true);
      expect(await store.findings.commit([write('b'), write('a')], [delivery('s', 2)])).toBe(false);
      expect(await subjects()).toEqual([at(1)]);
      const [one] = await store.deliveries.list({ account: ALICE, region: REGION, limit: 9 });
      expect(one).toMatchObject({
        subject: 'sub\0ject é',
        state: 'PENDING',
        attempts: 0,
        due: at(1),
        body: '',
      });
      const whole = await store.deliveries.get({ account: ALICE, region: REGION, id: one?.id ?? '' });
      expect(whole?.body).toBe(`{"n":"\\u0000 é 1"}`);
    });

    test('what is due is claimed once, the oldest first, and again when the claim is over', async () => {
      const all = [3, 1, 2].map((seconds) => delivery('s', seconds));
      await store.deliveries.add([...all, delivery('other', 1), delivery('s', 1, { account: BOB })]);
      const sink = { account: ALICE, region: REGION, id: 's' };
      expect(await store.deliveries.due(at(0))).toEqual([]);
      expect(await store.deliveries.due(at(2))).toEqual([sink]);
      const claim = (now: number, limit = 9) => store.deliveries.claim(sink, at(now), at(now + 60), limit);
      expect((await claim(2, 1)).map(({ time, attempts, body }) => [time, attempts, body])).toEqual([
        [at(1), 1, all[1]?.body],
      ]);
      expect((await claim(2)).map(({ time }) => time)).toEqual([at(2)]);
      expect(await claim(2)).toEqual([]);
      expect((await claim(61)).map(({ time }) => time)).toEqual([at(3)]);
      expect((await claim(62)).map(({ time, attempts }) => [time, attempts])).toEqual([
        [at(1), 2],
        [at(2), 2],
      ]);
    });

    test('no more is taken at once than memory should hold, and always something', async () => {
      const sink = { account: ALICE, region: REGION, id: 's' };
      const body = `"${'x'.repeat(1_500_000)}"`;
      await store.deliveries.add([1, 2, 3, 4].map((seconds) => delivery('s', seconds, { body })));
      await store.deliveries.add([
        delivery('s', 5, { body: `"${'é'.repeat(4_000_000)}"` }),
        delivery('s', 6),
      ]);
      const times = async () =>
        (await store.deliveries.claim(sink, at(9), at(60), 9)).map(({ time }) => time);
      expect(await times()).toEqual([at(1), at(2), at(3)]);
      expect(await times()).toEqual([at(4), at(5)]);
      expect(await times()).toEqual([at(6)]);
      expect(await times()).toEqual([]);
      const taken = async () => (await store.deliveries.take(sink, 9)).length;
      expect([await taken(), await taken(), await taken(), await taken()]).toEqual([3, 2, 1, 0]);
    });

    test('an event may go to more sinks than one statement has room for', async () => {
      await store.deliveries.add(Array.from({ length: 6_000 }, (_, n) => delivery('s', n / 1_000)));
      expect(await store.deliveries.count(ALICE, REGION)).toEqual([
        { sink: 's', state: 'PENDING', count: 6_000 },
      ]);
    });

    test('of many who claim at once, each gets others', async () => {
      await store.deliveries.add(Array.from({ length: 60 }, (_, n) => delivery('s', n / 1_000)));
      const sink = { account: ALICE, region: REGION, id: 's' };
      const claims = await Promise.all(
        Array.from({ length: 6 }, () => store.deliveries.claim(sink, at(1), at(60), 10)),
      );
      const ids = claims.flat().map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const rest = await store.deliveries.claim(sink, at(1), at(60), 100);
      expect(ids.length + rest.length).toBe(60);
    });

    test('what is settled is done, given up or due later', async () => {
      const [one, two, three] = [delivery('s', 1), delivery('s', 2), delivery('s', 3)];
      await store.deliveries.add([one, two, three]);
      const sink = { account: ALICE, region: REGION, id: 's' };
      await store.deliveries.claim(sink, at(3), at(60), 9);
      const tried = at(4);
      await store.deliveries.settle(sink, [
        { ids: [one.id], state: 'DELIVERED', due: at(60), message: 'HTTP 204', tried },
        { ids: [two.id], state: 'DEAD', due: at(60), message: 'HTTP 400', tried },
        { ids: [three.id], state: 'PENDING', due: at(10), message: 'HTTP 503', tried },
      ]);
      const got = async ({ id }: NewDelivery) => store.deliveries.get({ account: ALICE, region: REGION, id });
      expect(await got(one)).toMatchObject({ state: 'DELIVERED', message: 'HTTP 204', tried, body: '' });
      expect(await got(two)).toMatchObject({ state: 'DEAD', message: 'HTTP 400', body: two.body });
      expect(await got(three)).toMatchObject({ state: 'PENDING', due: at(10), attempts: 1 });
      expect((await store.deliveries.claim(sink, at(99), at(100), 9)).map(({ id }) => id)).toEqual([
        three.id,
      ]);
      const counts = await store.deliveries.count(ALICE, REGION);
      expect(counts.map((count) => stringify(count)).sort()).toEqual(
        ['DEAD', 'DELIVERED', 'PENDING'].map((state) => stringify({ sink: 's', state, count: 1 })),
      );
    });

    test('who settles when another has come to an end changes nothing', async () => {
      const one = delivery('s', 1);
      await store.deliveries.add([one]);
      const sink = { account: ALICE, region: REGION, id: 's' };
      const settled = { ids: [one.id], due: at(60), tried: at(4) };
      await store.deliveries.settle(sink, [{ ...settled, state: 'DELIVERED', message: 'HTTP 204' }]);
      await store.deliveries.settle(sink, [{ ...settled, state: 'PENDING', message: 'no answer' }]);
      const key = { account: ALICE, region: REGION, id: one.id };
      expect(await store.deliveries.get(key)).toMatchObject({ state: 'DELIVERED', message: 'HTTP 204' });
    });

    test('dead ones are sent again, or removed, and nothing of others', async () => {
      const [one, two, theirs] = [delivery('s', 1), delivery('s', 2), delivery('t', 3)];
      const bobs = delivery('s', 4, { account: BOB });
      await store.deliveries.add([one, two, theirs, bobs]);
      for (const { account, sink, id } of [one, two, theirs, bobs]) {
        const settled = { ids: [id], state: 'DEAD', due: at(9), message: 'no', tried: at(9) } as const;
        await store.deliveries.settle({ account, region: REGION, id: sink }, [settled]);
      }
      const mine = { account: ALICE, region: REGION };
      expect(
        await store.deliveries.retry({ ...mine, which: { ids: [one.id, bobs.id, 'nothing'] } }, at(10)),
      ).toBe(1);
      expect(await store.deliveries.retry({ ...mine, which: { deadOf: 's' } }, at(11))).toBe(1);
      const claimed = await store.deliveries.claim({ ...mine, id: 's' }, at(11), at(60), 9);
      expect(claimed.map(({ id, attempts }) => [id, attempts])).toEqual([
        [one.id, 1],
        [two.id, 1],
      ]);
      expect(await store.deliveries.remove({ ...mine, which: { deadOf: 't' } })).toBe(1);
      expect(await store.deliveries.remove({ ...mine, which: { ids: [bobs.id, one.id] } })).toBe(1);
      expect(await store.deliveries.remove({ ...mine, which: { ids: [] } })).toBe(0);
      await store.deliveries.removeAll({ ...mine, id: 's' });
      expect(await store.deliveries.list({ ...mine, limit: 9 })).toEqual([]);
      expect(await store.deliveries.count(BOB, REGION)).toEqual([{ sink: 's', state: 'DEAD', count: 1 }]);
    });

    test('lists are newest first, page by page, of a sink or a state', async () => {
      const all = [1, 2, 3, 4].map((seconds) => delivery(seconds % 2 === 0 ? 's' : 't', seconds));
      await store.deliveries.add(all);
      const mine = { account: ALICE, region: REGION };
      const first = await store.deliveries.list({ ...mine, limit: 3 });
      expect(first.map(({ time }) => time)).toEqual([at(4), at(3), at(2)]);
      const rest = await store.deliveries.list({ ...mine, limit: 3, after: first[2]?.id ?? '' });
      expect(rest.map(({ time }) => time)).toEqual([at(1)]);
      expect(await subjects('t')).toEqual([at(3), at(1)]);
      expect(await store.deliveries.list({ ...mine, state: 'DEAD', limit: 9 })).toEqual([]);
      expect(await store.deliveries.list({ ...mine, region: 'us-east-1', limit: 9 })).toEqual([]);
    });

    test('what a live tail has is taken once, the oldest first', async () => {
      const tail = { account: ALICE, region: REGION, id: 'tail' };
      await store.deliveries.add([3, 1, 2].map((seconds) => delivery('tail', seconds, { rule: 'tail' })));
      expect(await subjects('tail')).toEqual([]);
      expect(await store.deliveries.take(tail, 2)).toEqual([`{"n":"\\u0000 é 1"}`, `{"n":"\\u0000 é 2"}`]);
      expect(await store.deliveries.take(tail, 2)).toEqual([`{"n":"\\u0000 é 3"}`]);
      expect(await store.deliveries.take(tail, 2)).toEqual([]);
    });

    test('a sink remembers its last success and its last error', async () => {
      const sink = { account: ALICE, region: REGION, id: 's' };
      await store.deliveries.note(sink, { deliveredAt: at(1) });
      await store.deliveries.note(sink, { error: { at: at(2), message: 'no' } });
      const expected = sinkRow('s', { lastDeliveredAt: at(1), lastErrorAt: at(2), lastError: 'no' });
      expect(await store.control.listEventSinks(ALICE, REGION)).toEqual([expected]);
    });

    test('what is old is removed: delivered, dead, and what leads nowhere', async () => {
      const tail = {
        ...{
          account: ALICE,
          region: REGION,
          id: 'tail',
          name: '',
          description: '',
          enabled: true,
          pattern: '{}',
        },
        ...{ sinks: [], until: at(60), createdAt: at(0), updatedAt: at(0) },
      };
      await store.control.createEventRule(tail, 9);
      const [done, dead, waiting, tailed, lost] = ['s', 's', 's', 'tail', 'gone'].map((sink, n) =>
        delivery(sink, n),
      );
      await store.deliveries.add([done, dead, waiting, tailed, lost].flatMap((one) => one ?? []));
      const sink = { account: ALICE, region: REGION, id: 's' };
      const settled = { due: at(9), message: 'm', tried: at(9) };
      await store.deliveries.settle(sink, [
        { ...settled, ids: [done?.id ?? ''], state: 'DELIVERED' },
        { ...settled, ids: [dead?.id ?? ''], state: 'DEAD' },
      ]);
      const all = firstIdAt(NOON + 60_000);
      const none = firstIdAt(NOON - 60_000);
      const before = { account: ALICE, delivered: none, dead: none, lost: none, limit: 9 };
      expect(await store.deliveries.prune(before)).toBe(0);
      expect(await store.deliveries.prune({ ...before, delivered: all })).toBe(1);
      expect(await store.deliveries.prune({ ...before, dead: all, lost: all, limit: 1 })).toBe(1);
      expect(await store.deliveries.prune({ ...before, dead: all, lost: all })).toBe(1);
      expect(await store.deliveries.prune({ ...before, delivered: all, dead: all, lost: all })).toBe(0);
      const left = await store.deliveries.list({ account: ALICE, region: REGION, limit: 9 });
      expect(left.map(({ id }) => id)).toEqual([tailed?.id, waiting?.id]);
      await store.control.removeEventTails(at(60));
      expect(await store.control.listEventRules(ALICE, REGION)).toEqual([tail]);
      await store.control.removeEventTails(at(61));
      expect(await store.control.listEventRules(ALICE, REGION)).toEqual([]);
    });

    test('rules and sinks are created once, listed, changed and deleted, within their quotas', async () => {
      const rule = {
        ...{
          account: ALICE,
          region: REGION,
          id: 'r',
          name: 'n',
          description: 'd',
          enabled: true,
          pattern: '{}',
        },
        ...{ sinks: ['s', 't'], until: null, createdAt: at(0), updatedAt: at(0) },
      };
      const key = { account: ALICE, region: REGION, id: 'r' };
      const { control } = store;
      expect(await control.createEventRule(rule, 1)).toBe('created');
      expect(await control.createEventRule(rule, 1)).toBe('exists');
      expect(await control.createEventRule({ ...rule, id: 'q' }, 1)).toBe('full');
      expect(await control.createEventRule({ ...rule, id: 'tail', until: at(9) }, 1)).toBe('created');
      expect(await control.updateEventRule(key, { enabled: false, sinks: [], updatedAt: at(1) })).toBe(true);
      expect(await control.updateEventRule({ ...key, id: 'tail' }, { updatedAt: at(1) })).toBe(false);
      expect(await control.extendEventTail({ ...key, id: 'tail' }, at(10), at(9))).toBe(true);
      expect(await control.extendEventTail(key, at(10), at(9))).toBe(false);
      expect(await control.extendEventTail({ ...key, id: 'tail' }, at(99), at(11))).toBe(false);
      // One that has ended takes nobody's place.
      const next = { ...rule, id: 'next', createdAt: at(11), until: at(20) };
      expect(await control.createEventRule({ ...next, createdAt: at(10) }, 1)).toBe('full');
      expect(await control.createEventRule(next, 1)).toBe('created');
      expect(await control.deleteEventRule({ ...key, id: 'next' })).toBe(true);
      expect(await control.listEventRules(ALICE, REGION)).toEqual([
        { ...rule, enabled: false, sinks: [], updatedAt: at(1) },
        { ...rule, id: 'tail', until: at(10) },
      ]);
      expect(await control.listEventRules(BOB, REGION)).toEqual([]);
      expect(await control.deleteEventRule(key)).toBe(true);
      expect(await control.deleteEventRule(key)).toBe(false);

      expect(await control.createEventSink(sinkRow('s'), 9)).toBe('exists');
      expect(await control.createEventSink(sinkRow('t', { kind: 'file', createdAt: at(1) }), 1)).toBe('full');
      const s = { ...key, id: 's' };
      expect(
        await control.updateEventSink(s, { target: 'http://y/', enabled: false, updatedAt: at(2) }),
      ).toBe(true);
      expect(await control.listEventSinks(ALICE, REGION)).toEqual([
        sinkRow('s', { target: 'http://y/', enabled: false, updatedAt: at(2) }),
      ]);
      // Nothing is delivered to a sink that is off.
      await store.deliveries.add([delivery('s', 1)]);
      expect(await store.deliveries.due(at(9))).toEqual([]);
      expect(await control.deleteEventSink(s)).toBe(true);
      expect(await control.deleteEventSink(s)).toBe(false);
    });
  });
}
