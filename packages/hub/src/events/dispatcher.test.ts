import { setImmediate as others } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Delivery, DeliveryStore, EventSinkRow } from '../store/events.js';
import { MAX_TAKEN_BYTES } from '../store/events.js';
import { Dispatcher, type DispatcherParts } from './dispatcher.js';
import type { Sink } from './sinks/sink.js';

const KEY = { account: '111122223333', region: 'eu-west-1' };
const SINKS = Array.from({ length: 40 }, (_, n) => String(n));
const sink = (id: string): EventSinkRow => ({
  ...{ ...KEY, id, name: id, kind: 'webhook', enabled: true, target: 'http://x/', secret: '' },
  ...{ createdAt: '', updatedAt: '', lastDeliveredAt: null, lastErrorAt: null, lastError: null },
});

/** What each claim brings, so large that few fit. */
const delivery = (id: string, body: string): Delivery => ({
  ...{ ...KEY, id, sink: id, rule: 'r', event: id, detailType: '', subject: '', time: '', body },
  ...{ state: 'PENDING', attempts: 1, due: '', message: null, tried: null },
});

/** What a dispatcher works with: this of a store, all sinks, and this way to send, an event at a time. */
const partsOf = (deliveries: Pick<DeliveryStore, 'due' | 'claim'>, send: Sink['send']): DispatcherParts => ({
  deliveries: { settle: async () => undefined, note: async () => undefined, ...deliveries },
  definitions: { listEventSinks: async () => SINKS.map(sink) },
  open: () => ({ batch: 1, send }),
  meter: { delivered: () => undefined },
  log: { warn: () => undefined, error: () => undefined },
  now: () => new Date(),
});

/** Sends to forty sinks at once, until they are through; gives how many had events in hand at a time. */
async function most(body: string): Promise<number> {
  const left = new Set(SINKS);
  const sending = new Set<() => void>();
  let highest = 0;
  const deliveries = {
    due: async () => SINKS.map((id) => ({ ...KEY, id })),
    claim: async ({ id }: { id: string }) => (left.delete(id) ? [delivery(id, body)] : []),
  };
  const dispatcher = new Dispatcher(
    partsOf(
      deliveries,
      (events) =>
        new Promise((resolve) => {
          const end = (): void => {
            sending.delete(end);
            resolve(events.map(() => ({ kind: 'delivered', message: '' })));
          };
          sending.add(end);
          highest = Math.max(highest, sending.size);
        }),
    ),
  );
  while (left.size > 0 || sending.size > 0) {
    for (let turn = 0; turn < 20; turn += 1) await others();
    for (const end of [...sending]) end();
  }
  await dispatcher.stop();
  return highest;
}

test('what all sinks together have in hand is bounded, and small events wait for nobody', async () => {
  expect(await most('x'.repeat(MAX_TAKEN_BYTES))).toBe(16);
  expect(await most('{}')).toBe(SINKS.length);
});

test('what this hub has written is sent without being looked for, also while the sink is busy', async () => {
  const waiting = ['first'];
  const sent: string[] = [];
  let claims = 0;
  const deliveries = {
    due: async () => [],
    claim: async () => {
      claims += 1;
      const found = waiting.splice(0, 1).map((id) => delivery(id, '{}'));
      // Something comes when the sink has found that there is nothing left, and is busy still.
      if (claims === 2) {
        waiting.push('second');
        dispatcher.serve([{ ...KEY, id: '0' }]);
      }
      return found;
    },
  };
  const dispatcher: Dispatcher = new Dispatcher(
    partsOf(deliveries, async (events) =>
      events.map(({ id }) => {
        sent.push(id);
        return { kind: 'delivered', message: '' };
      }),
    ),
  );
  dispatcher.serve([{ ...KEY, id: '0' }]);
  for (let turn = 0; turn < 50; turn += 1) await others();
  expect(sent).toEqual(['first', 'second']);
  await dispatcher.stop();
  dispatcher.serve([{ ...KEY, id: '0' }]);
  for (let turn = 0; turn < 20; turn += 1) await others();
  expect(claims).toBe(4);
});
