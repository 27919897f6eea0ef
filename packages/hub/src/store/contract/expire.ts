import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { and, leaf } from '../../findings/filter/tree.js';
import type { FindingKey, FindingStore, FindingWrite } from '../findings.js';
import { attributes } from './attributes.js';

const RESOURCE = 'arn:aws:s3:::shared';

const write = (key: FindingKey, changes: Partial<FindingWrite> = {}): FindingWrite => ({
  ...{ key, expected: 0, document: JSON.stringify({ Id: key.id }), customerSet: 0, history: [] },
  attributes: attributes({ resourceIds: [RESOURCE] }),
  ...changes,
});

/** What every engine must do with findings whose time has come. Nothing else may use the store meanwhile. */
export function expireContract(
  name: string,
  open: () => Promise<{ store: FindingStore; close(): Promise<void> }>,
): void {
  describe(`retention in ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let store: FindingStore;
    let accounts = 0;
    let account = '';
    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    beforeEach(async () => {
      account = `6${String(++accounts).padStart(11, '0')}`;
      // A time to come takes whatever an earlier test left: retention knows no accounts.
      while ((await store.expire({ before: '2999-01-01T00:00:00.000Z', limit: 1000 })) > 0);
    });
    afterAll(() => opened.close());

    const keyOf = (id: string, changes: Partial<FindingKey> = {}): FindingKey => ({
      ...{ account, region: 'eu-west-1', productArn: 'arn', id },
      ...changes,
    });

    /** A time after all that was written, and before all that is written later. */
    async function now(): Promise<string> {
      await sleep(3);
      const time = new Date().toISOString();
      await sleep(3);
      return time;
    }

    async function idsIn(of = account, region = 'eu-west-1'): Promise<string[]> {
      const query = { account: of, region, filter: and([]), sort: [], limit: 1000 };
      return (await store.find(query)).documents.map((text) => JSON.parse(text).Id).sort();
    }

    test('takes what was last written before a time, of all accounts and Regions, and nothing else', async () => {
      const other = `7${account.slice(1)}`;
      await store.commit([
        write(keyOf('old')),
        write(keyOf('changed')),
        write(keyOf('old', { account: other })),
        write(keyOf('old', { region: 'us-east-1' })),
      ]);
      const before = await now();
      await store.commit([write(keyOf('changed'), { expected: 1 }), write(keyOf('new'))]);
      expect(await store.expire({ before, limit: 100 })).toBe(3);
      expect(await store.expire({ before, limit: 100 })).toBe(0);
      expect(await idsIn()).toEqual(['changed', 'new']);
      expect(await idsIn(other)).toEqual([]);
      expect(await idsIn(account, 'us-east-1')).toEqual([]);
      expect((await store.read([keyOf('old'), keyOf('changed')])).map((found) => found?.revision)).toEqual([
        undefined,
        2,
      ]);
    });

    test('takes the archived sooner', async () => {
      const archived = attributes({ recordState: 'ARCHIVED' });
      await store.commit([write(keyOf('first'), { attributes: archived })]);
      const early = await now();
      await store.commit([write(keyOf('active')), write(keyOf('archived'), { attributes: archived })]);
      const late = await now();
      expect(await store.expire({ archivedBefore: early, limit: 100 })).toBe(1);
      expect(await idsIn()).toEqual(['active', 'archived']);
      expect(await store.expire({ before: early, archivedBefore: late, limit: 100 })).toBe(1);
      expect(await idsIn()).toEqual(['active']);
    });

    test('takes no more at once than it may', async () => {
      await store.commit(Array.from({ length: 25 }, (_, n) => write(keyOf(`${n}`))));
      const before = await now();
      const counts: number[] = [];
      do counts.push(await store.expire({ before, limit: 10 }));
      while (counts.at(-1) !== 0);
      expect(Math.max(...counts)).toBe(10);
      expect(counts.reduce((sum, count) => sum + count)).toBe(25);
    });

    test('leaves what is written again while others go', async () => {
      const keys = Array.from({ length: 20 }, (_, n) => keyOf(`${n}`));
      await store.commit(keys.map((key) => write(key)));
      const before = await now();
      expect(await store.expire({ before, limit: 5 })).toBe(5);
      const left = (await store.read(keys)).flatMap((found) => (found ? [found.key] : []));
      await store.commit(left.map((key) => write(key, { expected: 1 })));
      expect(await store.expire({ before, limit: 100 })).toBe(0);
      expect(await idsIn()).toHaveLength(15);
    });

    test('leaves nothing behind: the same finding is new the next time', async () => {
      const history = [
        {
          time: '2026-01-01T00:00:00.000Z',
          source: 'BATCH_IMPORT_FINDINGS',
          identity: 'i',
          created: true,
          updates: [],
        },
      ] as const;
      const [gone, stays] = [keyOf('gone'), keyOf('stays')];
      await store.commit([write(gone, { history }), write(stays, { history })]);
      const before = await now();
      await store.commit([write(stays, { expected: 1 })]);
      expect(await store.expire({ before, limit: 100 })).toBe(1);
      expect(await store.history(gone, { limit: 10 })).toBeUndefined();
      const filter = leaf({
        kind: 'string',
        attribute: 'ResourceId',
        comparison: 'EQUALS',
        values: [RESOURCE],
      });
      const query = { account, region: gone.region, filter, limit: 10 };
      expect((await store.find({ ...query, sort: [] })).documents).toEqual(['{"Id":"stays"}']);
      expect(await store.group({ ...query, groupBy: 'ResourceId' })).toEqual([{ value: RESOURCE, count: 1 }]);
      expect(await store.commit([write(gone, { history })])).toBe(true);
      expect((await store.history(gone, { limit: 10 }))?.entries).toEqual(history);
      expect((await store.find({ ...query, sort: [] })).documents).toHaveLength(2);
    });
  });
}
