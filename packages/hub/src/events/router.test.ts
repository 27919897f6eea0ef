import { setImmediate as others } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { attributes } from '../store/contract/attributes.js';
import type { EventRuleRow, EventSinkRow } from '../store/events.js';
import type { FindingWrite } from '../store/findings.js';
import { EventRouter } from './router.js';

const KEY = { account: '111122223333', region: 'eu-west-1' };
const times = { createdAt: '', updatedAt: '' };
const rule = (id: string, pattern: object): EventRuleRow => ({
  ...{ ...KEY, ...times, id, name: id, description: '', enabled: true, sinks: ['s'], until: null },
  pattern: JSON.stringify(pattern),
});
const sink: EventSinkRow = {
  ...{
    ...KEY,
    ...times,
    id: 's',
    name: 's',
    kind: 'webhook',
    enabled: true,
    target: 'http://x/',
    secret: '',
  },
  ...{ lastDeliveredAt: null, lastErrorAt: null, lastError: null },
};
const routerOf = (rules: readonly EventRuleRow[]) =>
  new EventRouter({ listEventRules: async () => [...rules], listEventSinks: async () => [sink] });
const write = (document: object): FindingWrite => ({
  key: { ...KEY, productArn: 'arn', id: 'one' },
  ...{ expected: 0, document: JSON.stringify(document), customerSet: 0, history: [] },
  attributes: attributes(),
});

test('others get their turns while many rules look at a large finding', async () => {
  const wildcards = Array.from({ length: 150 }, (_, n) => ({ wildcard: `*${n}*never` }));
  const rules = Array.from({ length: 40 }, (_, n) =>
    rule(String(n), { detail: { findings: { L: wildcards } } }),
  );
  const routing = routerOf(rules).ofWrites([write({ L: Array(5_000).fill('a text of 12345') })], new Date());
  let turns = 0;
  let over = false;
  const done = routing.finally(() => {
    over = true;
  });
  while (!over) {
    await others();
    turns += 1;
  }
  expect(await done).toEqual([]);
  expect(turns).toBeGreaterThan(3);
});
