import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ControlStore } from '../control.js';
import type { ActionTargetRow, AutomationRuleRow, InsightRow } from '../definitions.js';
import type { OpenedControlStore } from './control.js';

const ALICE = '111122223333';
const BOB = '444455556666';
const REGION = 'eu-west-1';
const THEN = '2026-01-02T03:04:05.678Z';
const LATER = '2026-02-02T00:00:00.000Z';

const action = (id: string, changes: Partial<ActionTargetRow> = {}): ActionTargetRow => ({
  ...{ account: ALICE, region: REGION, id },
  name: `name of ${id}`,
  description: 'Tells the team',
  createdAt: THEN,
  ...changes,
});

const insight = (id: string, changes: Partial<InsightRow> = {}): InsightRow => ({
  ...{ account: ALICE, region: REGION, id },
  name: `name of ${id}`,
  filters: '{"Title":[{"Value":"é\'\\"","Comparison":"EQUALS"}]}',
  groupByAttribute: 'ResourceId',
  createdAt: THEN,
  ...changes,
});

const rule = (id: string, changes: Partial<AutomationRuleRow> = {}): AutomationRuleRow => ({
  ...{ account: ALICE, region: REGION, id },
  name: `name of ${id}`,
  description: 'Quiet',
  order: 1,
  enabled: true,
  terminal: false,
  criteria: '{}',
  actions: '[]',
  createdAt: THEN,
  updatedAt: THEN,
  createdBy: 'AIDAALICE',
  ...changes,
});

/** One kind of definition behind the same words as the others, so that the same is asked of each. */
interface Kind {
  kind: string;
  row(
    id: string,
    changes?: { account?: string; region?: string; createdAt?: string },
  ): {
    account: string;
    region: string;
    id: string;
  };
  create(store: ControlStore, id: string, quota: number, place?: object): Promise<string>;
  list(store: ControlStore, account?: string, region?: string): Promise<object[]>;
  rename(store: ControlStore, id: string, account?: string): Promise<boolean>;
  remove(store: ControlStore, id: string, account?: string): Promise<boolean>;
}

const KINDS: readonly Kind[] = [
  {
    kind: 'custom actions',
    row: action,
    create: (store, id, quota, place) => store.createActionTarget(action(id, place), quota),
    list: (store, account = ALICE, region = REGION) => store.listActionTargets(account, region),
    rename: (store, id, account = ALICE) =>
      store.updateActionTarget({ account, region: REGION, id }, { name: 'new' }),
    remove: (store, id, account = ALICE) => store.deleteActionTarget({ account, region: REGION, id }),
  },
  {
    kind: 'insights',
    row: insight,
    create: (store, id, quota, place) => store.createInsight(insight(id, place), quota),
    list: (store, account = ALICE, region = REGION) => store.listInsights(account, region),
    rename: (store, id, account = ALICE) =>
      store.updateInsight({ account, region: REGION, id }, { name: 'new' }),
    remove: (store, id, account = ALICE) => store.deleteInsight({ account, region: REGION, id }),
  },
  {
    kind: 'automation rules',
    row: rule,
    create: (store, id, quota, place) => store.createAutomationRule(rule(id, place), quota),
    list: (store, account = ALICE, region = REGION) => store.listAutomationRules(account, region),
    rename: (store, id, account = ALICE) =>
      store.updateAutomationRule({ account, region: REGION, id }, { name: 'new', updatedAt: THEN }),
    remove: (store, id, account = ALICE) =>
      store.deleteAutomationRule({ account, region: REGION, id }, `arn:${id}`),
  },
];

/** What every engine's control store must do with definitions. `open` gives an empty store; each test has its own. */
export function definitionContract(name: string, open: () => Promise<OpenedControlStore>): void {
  describe(`definitions: ${name}`, () => {
    let opened: OpenedControlStore;
    let store: ControlStore;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    describe.each(KINDS)('$kind', ({ row, create, list, rename, remove }) => {
      test('are created once, listed in the order of creation, changed and deleted', async () => {
        expect(await create(store, 'b', 9, { createdAt: LATER })).toBe('created');
        expect(await create(store, 'c', 9)).toBe('created');
        expect(await create(store, 'a', 9)).toBe('created');
        expect(await create(store, 'a', 9, { createdAt: LATER })).toBe('exists');
        expect(await list(store)).toEqual([row('a'), row('c'), row('b', { createdAt: LATER })]);
        expect(await rename(store, 'c')).toBe(true);
        expect(await rename(store, 'x')).toBe(false);
        expect(await remove(store, 'a')).toBe(true);
        expect(await remove(store, 'a')).toBe(false);
        expect(await list(store)).toEqual([{ ...row('c'), name: 'new' }, row('b', { createdAt: LATER })]);
      });

      test('are those of one account and Region', async () => {
        const places = [{}, { account: BOB }, { region: 'us-east-1' }];
        for (const place of places) expect(await create(store, 'a', 1, place)).toBe('created');
        await rename(store, 'a', BOB);
        expect(await list(store)).toEqual([row('a')]);
        expect(await remove(store, 'a', BOB)).toBe(true);
        expect(await list(store)).toEqual([row('a')]);
        expect(await list(store, ALICE, 'us-east-1')).toEqual([row('a', { region: 'us-east-1' })]);
        expect(await list(store, BOB)).toEqual([]);
      });

      test('are never more than the quota, however many callers create them at once', async () => {
        const ids = Array.from({ length: 12 }, (_, n) => `id${n}`);
        const created = await Promise.all(ids.map((id) => create(store, id, 5)));
        expect(created.filter((result) => result === 'created')).toHaveLength(5);
        expect(created.filter((result) => result === 'full')).toHaveLength(7);
        expect(await list(store)).toHaveLength(5);
        // Any of them: callers at once come through in no certain order.
        const there = ids[created.indexOf('created')] ?? '';
        expect(await create(store, there, 5)).toBe('exists');
        await remove(store, there);
        expect(await create(store, 'other', 5)).toBe('created');
      });

      test('stay when the hub is disabled, and are there when it is enabled again', async () => {
        const hub = {
          ...{ account: ALICE, region: REGION, subscribedAt: THEN },
          autoEnableControls: true,
          controlFindingGenerator: 'SECURITY_CONTROL',
        };
        await store.createHub(hub);
        await create(store, 'a', 9);
        await store.deleteHub(ALICE, REGION);
        await store.createHub(hub);
        expect(await list(store)).toEqual([row('a')]);
      });
    });

    test('an update changes what it gives, and may give nothing', async () => {
      const key = { account: ALICE, region: REGION, id: 'a' };
      await store.createActionTarget(action('a'), 9);
      await store.createInsight(insight('a'), 9);
      await store.createAutomationRule(rule('a'), 9);
      expect(await store.updateActionTarget(key, {})).toBe(true);
      expect(await store.updateInsight(key, {})).toBe(true);
      expect(await store.listActionTargets(ALICE, REGION)).toEqual([action('a')]);
      expect(await store.listInsights(ALICE, REGION)).toEqual([insight('a')]);

      await store.updateActionTarget(key, { description: 'new' });
      await store.updateInsight(key, { filters: '{}' });
      await store.updateInsight(key, { groupByAttribute: 'Type' });
      expect(await store.listActionTargets(ALICE, REGION)).toEqual([action('a', { description: 'new' })]);
      expect(await store.listInsights(ALICE, REGION)).toEqual([
        insight('a', { filters: '{}', groupByAttribute: 'Type' }),
      ]);

      const changes = {
        ...{ name: 'n', description: 'd', order: 7, enabled: false, terminal: true },
        ...{ criteria: '{"Id":[]}', actions: '[{}]', updatedAt: LATER },
      };
      await store.updateAutomationRule(key, changes);
      expect(await store.listAutomationRules(ALICE, REGION)).toEqual([rule('a', changes)]);
      await store.updateAutomationRule(key, { updatedAt: THEN });
      expect(await store.listAutomationRules(ALICE, REGION)).toEqual([
        rule('a', { ...changes, updatedAt: THEN }),
      ]);
    });

    test('updates at once of different members are all kept', async () => {
      const key = { account: ALICE, region: REGION, id: 'a' };
      await store.createInsight(insight('a'), 9);
      await Promise.all([
        store.updateInsight(key, { name: 'n' }),
        store.updateInsight(key, { filters: '{}' }),
        store.updateInsight(key, { groupByAttribute: 'Type' }),
      ]);
      expect(await store.listInsights(ALICE, REGION)).toEqual([
        insight('a', { name: 'n', filters: '{}', groupByAttribute: 'Type' }),
      ]);
    });

    test('rules come and go with their tags, which outlive the hub', async () => {
      const arn = `arn:aws:securityhub:${REGION}:${ALICE}:automation-rule/a`;
      const hub = `arn:aws:securityhub:${REGION}:${ALICE}:hub/default`;
      await store.createAutomationRule(rule('a'), 1, { arn, tags: { Team: 'blue' } });
      const full = { arn: `${arn}b`, tags: { Team: 'red' } };
      expect(await store.createAutomationRule(rule('ab'), 1, full)).toBe('full');
      expect(await store.getTags(ALICE, full.arn)).toEqual({});
      await store.setTags(ALICE, hub, { Team: 'green' });
      await store.deleteHub(ALICE, REGION);
      expect(await store.getTags(ALICE, arn)).toEqual({ Team: 'blue' });
      expect(await store.getTags(ALICE, hub)).toEqual({});
      await store.deleteAutomationRule({ account: ALICE, region: REGION, id: 'a' }, arn);
      expect(await store.getTags(ALICE, arn)).toEqual({});
    });
  });
}
