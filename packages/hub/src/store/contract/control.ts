import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  AccessKeyRow,
  ControlStore,
  HubRow,
  HubStart,
  ProductRow,
  SubscriptionRow,
} from '../control.js';

export interface OpenedControlStore {
  store: ControlStore;
  close: () => Promise<void>;
}

const ALICE = '111122223333';
const BOB = '444455556666';
const THEN = '2026-01-02T03:04:05.678Z';
const LATER = '2026-02-02T00:00:00.000Z';

const hub = (account: string, region: string): HubRow => ({
  account,
  region,
  subscribedAt: THEN,
  autoEnableControls: true,
  controlFindingGenerator: 'SECURITY_CONTROL',
});

const key = (accessKeyId: string, account: string): AccessKeyRow => ({
  accessKeyId,
  account,
  principal: 'root',
  secret: `sealed:${accessKeyId}`,
  sessionToken: null,
  active: true,
  createdAt: THEN,
});

const product = (company: string, name: string): ProductRow => ({
  ownerAccount: '',
  company,
  product: name,
  companyName: 'A company',
  productName: 'A product',
  description: '',
  categories: ['Vulnerabilities', 'Café'],
  allowedAccounts: [BOB],
  createdAt: THEN,
});

const subscription = (account: string, region: string, name: string): SubscriptionRow => ({
  account,
  region,
  company: 'acme',
  product: name,
  createdAt: THEN,
});

const hubArn = (region: string, account: string) => `arn:aws:securityhub:${region}:${account}:hub/default`;

/** Of a hub of Alice in eu-west-1. */
const start = (team = 'blue', ...names: string[]): HubStart => ({
  arn: hubArn('eu-west-1', ALICE),
  tags: { Team: team },
  products: names.map((name) => ({ company: 'acme', product: name })),
});

/** What every engine's control store must do. `open` gives an empty store; each test has its own. */
export function controlContract(name: string, open: () => Promise<OpenedControlStore>): void {
  describe(`control store: ${name}`, () => {
    let opened: OpenedControlStore;
    let store: ControlStore;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    describe('accounts', () => {
      test('are created once and listed in order', async () => {
        expect(await store.createAccount({ account: BOB, name: 'Bob', createdAt: THEN })).toBe(true);
        expect(await store.createAccount({ account: ALICE, name: 'Alice', createdAt: THEN })).toBe(true);
        expect(await store.createAccount({ account: BOB, name: 'Other', createdAt: LATER })).toBe(false);
        expect(await store.getAccount(BOB)).toEqual({ account: BOB, name: 'Bob', createdAt: THEN });
        expect(await store.getAccount('000000000000')).toBeUndefined();
        expect((await store.listAccounts()).map((row) => row.account)).toEqual([ALICE, BOB]);
      });

      test('of two callers that create the same account at once, one wins', async () => {
        const outcomes = await Promise.all(
          ['one', 'two', 'three'].map((who) =>
            store.createAccount({ account: ALICE, name: who, createdAt: THEN }),
          ),
        );
        expect(outcomes.filter(Boolean)).toHaveLength(1);
      });
    });

    describe('principals', () => {
      const principal = { account: ALICE, name: 'scanner', policies: '[]', createdAt: THEN };

      test('are created once, replaced and deleted', async () => {
        const policies = '[{"Version":"2012-10-17"}]';
        expect(await store.replacePrincipal({ account: ALICE, name: 'scanner', policies })).toBe(false);
        expect(await store.getPrincipal(ALICE, 'scanner')).toBeUndefined();
        expect(await store.createPrincipal(principal)).toBe(true);
        expect(await store.createPrincipal({ ...principal, policies, createdAt: LATER })).toBe(false);
        expect(await store.getPrincipal(ALICE, 'scanner')).toEqual(principal);
        expect(await store.replacePrincipal({ account: ALICE, name: 'scanner', policies })).toBe(true);
        expect(await store.getPrincipal(ALICE, 'scanner')).toEqual({ ...principal, policies });
        expect(await store.deletePrincipal(ALICE, 'scanner')).toBe(true);
        expect(await store.deletePrincipal(ALICE, 'scanner')).toBe(false);
        expect(await store.getPrincipal(ALICE, 'scanner')).toBeUndefined();
      });

      test('of callers that create the same one at once, one wins, and it is its row that stays', async () => {
        const rows = ['["a"]', '["b"]', '["c"]'].map((policies) => ({ ...principal, policies }));
        const outcomes = await Promise.all(rows.map((row) => store.createPrincipal(row)));
        expect(outcomes.filter(Boolean)).toHaveLength(1);
        expect(await store.getPrincipal(ALICE, 'scanner')).toEqual(rows[outcomes.indexOf(true)]);
      });

      test('of different accounts are different, and listed in order', async () => {
        await store.createPrincipal(principal);
        await store.createPrincipal({ ...principal, name: 'Zed' });
        await store.createPrincipal({ ...principal, account: BOB });
        await store.replacePrincipal({ account: BOB, name: 'scanner', policies: '["other"]' });
        expect(await store.getPrincipal(ALICE, 'scanner')).toEqual(principal);
        // By code units, not by a locale: upper case first.
        expect((await store.listPrincipals(ALICE)).map((row) => row.name)).toEqual(['Zed', 'scanner']);
        expect(await store.deletePrincipal(ALICE, 'scanner')).toBe(true);
        expect(await store.getPrincipal(BOB, 'scanner')).toBeDefined();
      });
    });

    describe('access keys', () => {
      test('come back as they were stored, by id alone', async () => {
        const temporary = { ...key('ASIATEMPORARY', BOB), sessionToken: 'token' };
        expect(await store.createAccessKey(key('AKIAFIRST', ALICE))).toBe(true);
        expect(await store.createAccessKey(temporary)).toBe(true);
        expect(await store.getAccessKey('AKIAFIRST')).toEqual(key('AKIAFIRST', ALICE));
        expect(await store.getAccessKey('ASIATEMPORARY')).toEqual(temporary);
        expect(await store.getAccessKey('AKIAOTHER')).toBeUndefined();
      });

      test('an id is never given to a second account', async () => {
        await store.createAccessKey(key('AKIAFIRST', ALICE));
        expect(await store.createAccessKey(key('AKIAFIRST', BOB))).toBe(false);
        expect((await store.getAccessKey('AKIAFIRST'))?.account).toBe(ALICE);
      });

      test('are listed by account, switched off and on, and deleted', async () => {
        await store.createAccessKey(key('AKIAB', ALICE));
        await store.createAccessKey(key('AKIAA', ALICE));
        await store.createAccessKey(key('AKIAC', BOB));
        expect((await store.listAccessKeys(ALICE)).map((row) => row.accessKeyId)).toEqual(['AKIAA', 'AKIAB']);
        expect(await store.setAccessKeyActive('AKIAA', false)).toBe(true);
        expect((await store.getAccessKey('AKIAA'))?.active).toBe(false);
        expect((await store.getAccessKey('AKIAB'))?.active).toBe(true);
        expect(await store.setAccessKeyActive('AKIAA', true)).toBe(true);
        expect((await store.getAccessKey('AKIAA'))?.active).toBe(true);
        expect(await store.setAccessKeyActive('AKIANONE', true)).toBe(false);
        expect(await store.deleteAccessKey('AKIAA')).toBe(true);
        expect(await store.deleteAccessKey('AKIAA')).toBe(false);
      });
    });

    describe('hubs', () => {
      test('are one per account and Region', async () => {
        expect(await store.createHub(hub(ALICE, 'eu-west-1'))).toBe(true);
        expect(await store.createHub({ ...hub(ALICE, 'eu-west-1'), subscribedAt: LATER })).toBe(false);
        expect(await store.createHub(hub(ALICE, 'us-east-1'))).toBe(true);
        expect(await store.createHub(hub(BOB, 'eu-west-1'))).toBe(true);
        expect(await store.getHub(ALICE, 'eu-west-1')).toEqual(hub(ALICE, 'eu-west-1'));
        expect(await store.getHub(BOB, 'us-east-1')).toBeUndefined();
      });

      test('start with their subscriptions and tags', async () => {
        expect(await store.createHub(hub(ALICE, 'eu-west-1'), start('blue', 'zoo', 'ant'))).toBe(true);
        expect(await store.createHub(hub(ALICE, 'eu-west-1'), start('red', 'bee'))).toBe(false);
        expect(await store.getTags(ALICE, start().arn)).toEqual({ Team: 'blue' });
        expect(await store.listSubscriptions(ALICE, 'eu-west-1')).toEqual([
          subscription(ALICE, 'eu-west-1', 'ant'),
          subscription(ALICE, 'eu-west-1', 'zoo'),
        ]);
      });

      test('of callers that create the same one at once, one wins with all that is its own', async () => {
        const teams = ['blue', 'red', 'green'];
        const outcomes = await Promise.all(
          teams.map((team) => store.createHub(hub(ALICE, 'eu-west-1'), start(team, team))),
        );
        expect(outcomes.filter(Boolean)).toHaveLength(1);
        const winner = teams[outcomes.indexOf(true)];
        expect(await store.getTags(ALICE, start().arn)).toEqual({ Team: winner });
        const products = (await store.listSubscriptions(ALICE, 'eu-west-1')).map(({ product }) => product);
        expect(products).toEqual([winner]);
      });

      test('start whole or not at all', async () => {
        // A product twice is what a table refuses, after the hub and some of what it has were written.
        await expect(
          store.createHub(hub(ALICE, 'eu-west-1'), start('blue', 'ant', 'ant')),
        ).rejects.toBeDefined();
        expect(await store.getHub(ALICE, 'eu-west-1')).toBeUndefined();
        expect(await store.getTags(ALICE, start().arn)).toEqual({});
        expect(await store.listSubscriptions(ALICE, 'eu-west-1')).toEqual([]);
        expect(await store.createHub(hub(ALICE, 'eu-west-1'), start('blue', 'ant'))).toBe(true);
      });

      test('start without what was written after the one before them was deleted', async () => {
        await store.setTags(ALICE, start().arn, { Stage: 'prod', Team: 'red' });
        await store.createSubscription(subscription(ALICE, 'eu-west-1', 'old'));
        await store.setTags(ALICE, hubArn('us-east-1', ALICE), { Stage: 'other Region' });
        expect(await store.createHub(hub(ALICE, 'eu-west-1'), start('blue', 'ant'))).toBe(true);
        expect(await store.getTags(ALICE, start().arn)).toEqual({ Team: 'blue' });
        expect(await store.listSubscriptions(ALICE, 'eu-west-1')).toHaveLength(1);
        expect(await store.getTags(ALICE, hubArn('us-east-1', ALICE))).toEqual({ Stage: 'other Region' });
      });

      test('are updated', async () => {
        const changed = {
          ...hub(ALICE, 'eu-west-1'),
          autoEnableControls: false,
          controlFindingGenerator: 'STANDARD_CONTROL',
        };
        expect(await store.updateHub(changed)).toBe(false);
        await store.createHub(hub(ALICE, 'eu-west-1'));
        await store.createHub(hub(ALICE, 'us-east-1'));
        expect(await store.updateHub(changed)).toBe(true);
        expect(await store.getHub(ALICE, 'eu-west-1')).toEqual(changed);
        expect(await store.getHub(ALICE, 'us-east-1')).toEqual(hub(ALICE, 'us-east-1'));
      });

      test('are deleted with their own subscriptions and tags, and nobody else’s', async () => {
        const places = [
          [ALICE, 'eu-west-1'],
          [ALICE, 'us-east-1'],
          [BOB, 'eu-west-1'],
        ] as const;
        for (const [account, region] of places) {
          await store.createHub(hub(account, region));
          await store.createSubscription(subscription(account, region, 'scanner'));
          await store.setTags(account, hubArn(region, account), { Team: 'blue' });
        }
        expect(await store.deleteHub(ALICE, 'eu-west-1')).toBe(true);
        expect(await store.deleteHub(ALICE, 'eu-west-1')).toBe(false);
        expect(await store.getHub(ALICE, 'eu-west-1')).toBeUndefined();
        expect(await store.listSubscriptions(ALICE, 'eu-west-1')).toEqual([]);
        expect(await store.getTags(ALICE, hubArn('eu-west-1', ALICE))).toEqual({});
        for (const [account, region] of places.slice(1)) {
          expect(await store.getHub(account, region)).toEqual(hub(account, region));
          expect(await store.listSubscriptions(account, region)).toHaveLength(1);
          expect(await store.getTags(account, hubArn(region, account))).toEqual({ Team: 'blue' });
        }
      });
    });

    describe('products', () => {
      test('are created once, replaced by company and product, and deleted', async () => {
        const { createdAt: _, ...details } = product('acme', 'scan');
        expect(await store.replaceProduct(details)).toBe(false);
        expect(await store.listProducts()).toEqual([]);
        expect(await store.createProduct(product('zeta', 'scan'))).toBe(true);
        expect(await store.createProduct(product('acme', 'scan'))).toBe(true);
        const changed = { ...details, ownerAccount: ALICE, categories: [], allowedAccounts: [ALICE, BOB] };
        expect(await store.createProduct({ ...changed, createdAt: LATER })).toBe(false);
        expect(await store.listProducts()).toEqual([product('acme', 'scan'), product('zeta', 'scan')]);
        expect(await store.replaceProduct(changed)).toBe(true);
        expect(await store.listProducts()).toEqual([
          { ...changed, createdAt: THEN },
          product('zeta', 'scan'),
        ]);
        expect(await store.deleteProduct('acme', 'scan')).toBe(true);
        expect(await store.deleteProduct('acme', 'scan')).toBe(false);
        expect(await store.listProducts()).toEqual([product('zeta', 'scan')]);
      });

      test('of callers that create the same one at once, one wins, and it is its row that stays', async () => {
        const rows = ['a', 'b', 'c'].map((description) => ({ ...product('acme', 'scan'), description }));
        const outcomes = await Promise.all(rows.map((row) => store.createProduct(row)));
        expect(outcomes.filter(Boolean)).toHaveLength(1);
        expect(await store.listProducts()).toEqual([rows[outcomes.indexOf(true)]]);
      });
    });

    describe('subscriptions', () => {
      test('are created once, listed in order and deleted', async () => {
        expect(await store.createSubscription(subscription(ALICE, 'eu-west-1', 'zoo'))).toBe(true);
        expect(await store.createSubscription(subscription(ALICE, 'eu-west-1', 'ant'))).toBe(true);
        expect(await store.createSubscription(subscription(ALICE, 'eu-west-1', 'ant'))).toBe(false);
        expect(await store.createSubscription(subscription(ALICE, 'us-east-1', 'ant'))).toBe(true);
        expect(await store.listSubscriptions(ALICE, 'eu-west-1')).toEqual([
          subscription(ALICE, 'eu-west-1', 'ant'),
          subscription(ALICE, 'eu-west-1', 'zoo'),
        ]);
        expect(await store.deleteSubscription(subscription(ALICE, 'eu-west-1', 'ant'))).toBe(true);
        expect(await store.deleteSubscription(subscription(ALICE, 'eu-west-1', 'ant'))).toBe(false);
        expect(await store.listSubscriptions(ALICE, 'us-east-1')).toHaveLength(1);
        expect(await store.listSubscriptions(BOB, 'eu-west-1')).toEqual([]);
      });
    });

    describe('tags', () => {
      const arn = hubArn('eu-west-1', ALICE);

      test('are added, given new values and removed, key by key', async () => {
        expect(await store.getTags(ALICE, arn)).toEqual({});
        await store.setTags(ALICE, arn, { Team: 'blue', Stage: 'prod' });
        await store.setTags(ALICE, arn, { Team: 'red', team: 'lower case' });
        await store.setTags(ALICE, arn, {});
        expect(await store.getTags(ALICE, arn)).toEqual({ Stage: 'prod', Team: 'red', team: 'lower case' });
        await store.removeTags(ALICE, arn, ['Team', 'absent', 'Team']);
        await store.removeTags(ALICE, arn, []);
        expect(await store.getTags(ALICE, arn)).toEqual({ Stage: 'prod', team: 'lower case' });
      });

      test('of one resource are not those of another, or of another account', async () => {
        const other = hubArn('us-east-1', ALICE);
        for (const [account, place] of [
          [ALICE, arn],
          [ALICE, other],
          [BOB, arn],
        ] as const) {
          await store.setTags(account, place, { Team: 'blue' });
        }
        await store.setTags(ALICE, arn, { Team: 'red' });
        await store.removeTags(BOB, arn, ['Team']);
        expect(await store.getTags(ALICE, arn)).toEqual({ Team: 'red' });
        expect(await store.getTags(ALICE, other)).toEqual({ Team: 'blue' });
        expect(await store.getTags(BOB, arn)).toEqual({});
      });

      test('of callers at once, nobody’s are lost', async () => {
        await store.setTags(ALICE, arn, { Old: 'x', Stays: 'x' });
        const keys = Array.from({ length: 20 }, (_, i) => `k${i}`);
        await Promise.all([
          store.removeTags(ALICE, arn, ['Old']),
          ...keys.map((name) => store.setTags(ALICE, arn, { [name]: 'v' })),
        ]);
        expect(Object.keys(await store.getTags(ALICE, arn)).sort()).toEqual([...keys, 'Stays'].sort());
      });

      test('may have any key', async () => {
        const tags: Record<string, string> = JSON.parse(
          '{"__proto__":"a","constructor":"b","ключ":"\\u0001"}',
        );
        await store.setTags(ALICE, arn, tags);
        const read = await store.getTags(ALICE, arn);
        expect(Object.entries(read).sort()).toEqual(Object.entries(tags).sort());
        await store.removeTags(ALICE, arn, ['__proto__', 'toString']);
        expect(Object.keys(await store.getTags(ALICE, arn)).sort()).toEqual(['constructor', 'ключ']);
      });

      test('hold any text, and tell any two keys apart', async () => {
        const character = fc.oneof(
          { weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }).map((code) => String.fromCharCode(code)) },
          { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
        );
        const text = fc.array(character, { maxLength: 6 }).map((characters) => characters.join(''));
        let resources = 0;
        await fc.assert(
          fc.asyncProperty(fc.dictionary(text, text, { maxKeys: 8 }), async (tags) => {
            const resource = `arn:${++resources}`;
            await store.setTags(ALICE, resource, tags);
            expect(await store.getTags(ALICE, resource)).toEqual({ ...tags });
            await store.removeTags(ALICE, resource, Object.keys(tags).slice(1));
            expect(Object.keys(await store.getTags(ALICE, resource))).toEqual(Object.keys(tags).slice(0, 1));
          }),
          { numRuns: 50 },
        );
      });
    });

    describe('settings', () => {
      test('are read back and replaced', async () => {
        expect(await store.getSetting('root-account')).toBeUndefined();
        await store.putSetting('root-account', ALICE);
        await store.putSetting('root-account', BOB);
        expect(await store.getSetting('root-account')).toBe(BOB);
      });

      test('are claimed by whoever comes first, for all', async () => {
        expect(await store.claimSetting('mark', 'one')).toBe('one');
        expect(await store.claimSetting('mark', 'two')).toBe('one');
        expect(await store.getSetting('mark')).toBe('one');
        await store.putSetting('mark', 'three');
        expect(await store.claimSetting('mark', 'one')).toBe('three');
        const values = Array.from({ length: 8 }, (_, caller) => `of caller ${caller}`);
        const there = await Promise.all(values.map((value) => store.claimSetting('contested', value)));
        expect(new Set(there).size).toBe(1);
        expect(values).toContain(there[0]);
        expect(await store.getSetting('contested')).toBe(there[0]);
      });
    });
  });
}
