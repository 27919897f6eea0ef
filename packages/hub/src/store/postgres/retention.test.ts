import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { describePostgres } from '../../testing/postgres/database.js';
import { attributes } from '../contract/attributes.js';
import type { FindingKey, FindingStore } from '../findings.js';
import { postgresFindingStore } from './findings.js';
import { expiring } from './retention.js';
import { createMigrated, type MigratedDatabase } from './testing.js';

const SLICE = 3;
const REGIONS = ['eu-west-1', 'us-east-1'];

describePostgres(() => {
  let migrated: MigratedDatabase;
  let store: FindingStore;
  let expire: FindingStore['expire'];
  beforeAll(async () => {
    migrated = await createMigrated();
  });
  beforeEach(async () => {
    await migrated.openControl();
    // A new one: what a hub knows of checks is gone.
    store = postgresFindingStore(migrated.database);
    expire = expiring(migrated.database, {}, SLICE);
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => migrated.close());

  const keysOf = (account: string, count: number): FindingKey[] =>
    Array.from({ length: count }, (_, n) => ({
      ...{ account, region: REGIONS[n % REGIONS.length] ?? '', productArn: 'arn', id: `${n}` },
    }));

  const write = (keys: readonly FindingKey[], expected: number) =>
    store.commit(
      keys.map((key) => ({
        ...{ key, expected, document: '{}', customerSet: 0, history: [], attributes: attributes() },
      })),
    );

  async function now(): Promise<string> {
    await sleep(3);
    const time = new Date().toISOString();
    await sleep(3);
    return time;
  }

  /** How many went with each call. */
  async function all(before: string, limit: number): Promise<number[]> {
    const counts: number[] = [];
    do counts.push(await expire({ before, limit }));
    while (counts.at(-1) !== 0);
    return counts;
  }

  const left = async (keys: readonly FindingKey[]) => (await store.read(keys)).filter(Boolean).length;

  test('a sweep comes through all slices of all accounts and Regions, whatever is due in them', async () => {
    const accounts = [keysOf('100000000001', 20), keysOf('100000000002', 1), keysOf('100000000003', 9)];
    for (const keys of accounts) await write(keys, 0);
    const early = await now();
    // Of some slices everything stays, of others nothing.
    const again = accounts.flatMap((keys) => keys.filter(({ id }) => Number(id) % 7 < 4));
    for (const keys of accounts)
      await write(
        keys.filter((key) => again.includes(key)),
        1,
      );
    const counts = await all(early, 2);
    expect(Math.max(...counts)).toBe(2);
    expect(counts.reduce((sum, count) => sum + count)).toBe(30 - again.length);
    expect(await left(accounts.flat())).toBe(again.length);
    expect(await left(again)).toBe(again.length);
    expect(await all(early, 2)).toEqual([0]);
    expect((await all(await now(), 100)).reduce((sum, count) => sum + count)).toBe(again.length);
  });

  test('one statement looks at a slice and no more', async () => {
    await write(keysOf('100000000001', 20), 0);
    const statements = vi.spyOn(migrated.database, 'transaction');
    expect(await expire({ before: '2000-01-01T00:00:00.000Z', limit: 10 })).toBe(0);
    // And one that finds nothing more.
    expect(statements).toHaveBeenCalledTimes(Math.ceil(20 / SLICE) + 1);
  });

  test('a sweep that nobody waits for any more looks no further, and the next call goes on with it', async () => {
    await write(keysOf('100000000001', 20), 0);
    const before = await now();
    const statements = vi.spyOn(migrated.database, 'transaction');
    expect(await expire({ before, limit: 100 }, AbortSignal.abort())).toBe(0);
    expect(statements).not.toHaveBeenCalled();
    expect(await expire({ before, limit: 100 })).toBe(20);
  });

  test('a sweep that fails goes on where it was', async () => {
    const keys = keysOf('100000000001', 20);
    await write(keys, 0);
    const before = await now();
    expect(await expire({ before, limit: SLICE })).toBe(SLICE);
    const statements = vi.spyOn(migrated.database, 'transaction');
    statements.mockRejectedValueOnce(new Error('the disk is full'));
    await expect(expire({ before, limit: SLICE })).rejects.toThrow('the disk is full');
    expect(await left(keys)).toBe(20 - SLICE);
    statements.mockClear();
    expect((await all(before, SLICE)).reduce((sum, count) => sum + count)).toBe(20 - SLICE);
    // For each of the slices that are left, one that looks and one that deletes; and one that finds nothing more.
    expect(statements).toHaveBeenCalledTimes(2 * (Math.ceil(20 / SLICE) - 1) + 1);
  });
});
