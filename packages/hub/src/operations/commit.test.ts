import { expect, test } from 'vitest';
import { attributes } from '../store/contract/attributes.js';
import type { FindingKey, FindingStore, FindingWrite, StoredFinding } from '../store/findings.js';
import { commitWithRetry } from './commit.js';

const KEY: FindingKey = { account: '123456789012', region: 'eu-west-1', productArn: 'arn', id: 'x' };
const found = (revision: number): StoredFinding => ({
  key: KEY,
  revision,
  document: '{}',
  customerSet: 0,
  updatedAt: '',
});
const write = (expected: number): FindingWrite => ({
  key: KEY,
  expected,
  document: '{}',
  customerSet: 0,
  attributes: attributes(),
  history: [],
});

/** A store in which other writers win the first races. */
function store(lostRaces: number): { findings: FindingStore; committed: number[]; reads: number } {
  const state = { committed: [] as number[], reads: 0 };
  const findings: FindingStore = {
    read: async (keys) => {
      state.reads += 1;
      return keys.map(() => found(state.reads));
    },
    commit: async ([one]) => {
      if (state.reads <= lostRaces) return false;
      state.committed.push(one?.expected ?? -1);
      return true;
    },
    find: () => Promise.reject(new Error('not asked')),
    history: () => Promise.reject(new Error('not asked')),
    group: () => Promise.reject(new Error('not asked')),
    expire: () => Promise.reject(new Error('not asked')),
  };
  return Object.assign(state, { findings });
}

const decide = (stored: readonly (StoredFinding | undefined)[]) => {
  const revision = stored[0]?.revision ?? 0;
  return { writes: [write(revision)], result: revision };
};

test('a lost race is read and decided again', async () => {
  const races = store(3);
  expect(await commitWithRetry(races.findings, [KEY], decide)).toBe(4);
  expect(races).toMatchObject({ committed: [4], reads: 4 });
});

test('there is an end to it', async () => {
  const races = store(Number.POSITIVE_INFINITY);
  await expect(commitWithRetry(races.findings, [KEY], decide)).rejects.toMatchObject({
    code: 'ServiceUnavailableException',
    status: 503,
  });
  expect(races.committed).toEqual([]);
});

test('without anything to write there is no commit, without keys no read', async () => {
  const races = store(0);
  expect(await commitWithRetry(races.findings, [], () => ({ writes: [], result: 'done' }))).toBe('done');
  expect(races).toMatchObject({ committed: [], reads: 0 });
});

test('what the engine throws is not tried again', async () => {
  const races = store(0);
  const failing = { ...races.findings, commit: () => Promise.reject(new Error('disk full')) };
  await expect(commitWithRetry(failing, [KEY], decide)).rejects.toThrow('disk full');
  expect(races.reads).toBe(1);
});
