import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccessKeyRow, ControlStore, HubRow, ProductRow, SubscriptionRow } from '../control.js';

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

const hubArn = (account: string, region: string) => `arn:aws:securityhub:${region}:${account}:hub/default`;

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

      test('are created, replaced and deleted', async () => {
        await store.putPrincipal(principal);
        await store.putPrincipal({ ...principal, policies: '[{"Version":"2012-10-17"}]' });
        expect(await store.getPrincipal(ALICE, 'scanner')).toEqual({
          ...principal,
          policies: '[{"Version":"2012-10-17"}]',
        });
        expect(await store.deletePrincipal(ALICE, 'scanner')).toBe(true);
        expect(await store.deletePrincipal(ALICE, 'scanner')).toBe(false);
        expect(await store.getPrincipal(ALICE, 'scanner')).toBeUndefined();
      });

      test('of different accounts are different, and listed in order', async () => {
        await store.putPrincipal(principal);
        await store.putPrincipal({ ...principal, name: 'Zed' });
        await store.putPrincipal({ ...principal, account: BOB });
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
          await store.putTags(account, hubArn(account, region), { Team: 'blue' });
        }
        expect(await store.deleteHub(ALICE, 'eu-west-1')).toBe(true);
        expect(await store.deleteHub(ALICE, 'eu-west-1')).toBe(false);
        expect(await store.getHub(ALICE, 'eu-west-1')).toBeUndefined();
        expect(await store.listSubscriptions(ALICE, 'eu-west-1')).toEqual([]);
        expect(await store.getTags(ALICE, hubArn(ALICE, 'eu-west-1'))).toEqual({});
        for (const [account, region] of places.slice(1)) {
          expect(await store.getHub(account, region)).toEqual(hub(account, region));
          expect(await store.listSubscriptions(account, region)).toHaveLength(1);
          expect(await store.getTags(account, hubArn(account, region))).toEqual({ Team: 'blue' });
        }
      });
    });

    describe('products', () => {
      test('are created, replaced by company and product, and deleted', async () => {
        await store.putProduct(product('zeta', 'scan'));
        await store.putProduct(product('acme', 'scan'));
        const replaced = {
          ...product('acme', 'scan'),
          ownerAccount: ALICE,
          categories: [],
          allowedAccounts: [ALICE, BOB],
        };
        await store.putProduct(replaced);
        expect(await store.listProducts()).toEqual([replaced, product('zeta', 'scan')]);
        expect(await store.deleteProduct('acme', 'scan')).toBe(true);
        expect(await store.deleteProduct('acme', 'scan')).toBe(false);
        expect(await store.listProducts()).toEqual([product('zeta', 'scan')]);
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
      const arn = hubArn(ALICE, 'eu-west-1');

      test('are replaced as a whole', async () => {
        expect(await store.getTags(ALICE, arn)).toEqual({});
        await store.putTags(ALICE, arn, { Team: 'blue', Stage: 'prod' });
        await store.putTags(ALICE, arn, { Team: 'red' });
        expect(await store.getTags(ALICE, arn)).toEqual({ Team: 'red' });
        await store.putTags(ALICE, arn, {});
        expect(await store.getTags(ALICE, arn)).toEqual({});
      });

      test('may have any key', async () => {
        const tags: Record<string, string> = JSON.parse(
          '{"__proto__":"a","constructor":"b","ключ":"\\u0001"}',
        );
        await store.putTags(ALICE, arn, tags);
        const read = await store.getTags(ALICE, arn);
        expect(Object.entries(read).sort()).toEqual(Object.entries(tags).sort());
      });
    });

    describe('settings', () => {
      test('are read back and replaced', async () => {
        expect(await store.getSetting('root-account')).toBeUndefined();
        await store.putSetting('root-account', ALICE);
        await store.putSetting('root-account', BOB);
        expect(await store.getSetting('root-account')).toBe(BOB);
      });
    });
  });
}
