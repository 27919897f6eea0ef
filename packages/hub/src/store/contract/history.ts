import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toInstant } from '../../findings/instant.js';
import type { FindingKey, FindingWrite, HistoryEntry, HistoryQuery } from '../findings.js';
import type { Store } from '../store.js';
import { attributes } from './attributes.js';

const ALICE = '111122223333';
let findings = 0;

/** Of a finding that no other test has. */
const newKey = (account = ALICE): FindingKey => ({
  account,
  region: 'eu-west-1',
  productArn: `arn:aws:securityhub:eu-west-1:${ALICE}:product/${ALICE}/default`,
  id: `finding ${++findings}`,
});

/** A time so many milliseconds after a certain one. */
const at = (milliseconds: number): string => new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString();

const entry = (milliseconds: number, updates: HistoryEntry['updates'] = []): HistoryEntry => ({
  time: at(milliseconds),
  source: 'BATCH_IMPORT_FINDINGS',
  identity: 'arn:aws:securityhub:eu-west-1::product/acme/scanner',
  created: false,
  updates,
});

const write = (key: FindingKey, expected: number, history: readonly HistoryEntry[]): FindingWrite => ({
  key,
  expected,
  document: '{}',
  customerSet: 0,
  attributes: attributes(),
  history,
});

/** What every engine's history must do. `open` gives an empty store, which the tests share. */
export function historyContract(name: string, open: () => Promise<Store>): void {
  describe(`history: ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    /** Each list of entries is one write. */
    async function written(key: FindingKey, revisions: readonly (readonly HistoryEntry[])[]): Promise<void> {
      for (const [expected, history] of revisions.entries()) {
        expect(await store.findings.commit([write(key, expected, history)])).toBe(true);
      }
    }

    async function walk(key: FindingKey, query: HistoryQuery): Promise<HistoryEntry[]> {
      const entries: HistoryEntry[] = [];
      let after: string | undefined;
      do {
        const page = await store.findings.history(key, { ...query, ...(after !== undefined && { after }) });
        if (page === undefined) throw new Error('there is no such finding');
        expect(page.entries.length).toBeLessThanOrEqual(query.limit);
        // The walk ends: no page but an only one is empty.
        if (page.entries.length === 0) expect({ after, next: page.next }).toEqual({});
        entries.push(...page.entries);
        after = page.next;
      } while (after !== undefined);
      return entries;
    }

    test('of a finding that is not there, or of another account, is none', async () => {
      const key = newKey();
      expect(await store.findings.history(key, { limit: 1 })).toBeUndefined();
      await written(key, [[entry(0)]]);
      expect(await store.findings.history({ ...key, account: '444455556666' }, { limit: 1 })).toBeUndefined();
      expect(await store.findings.history({ ...key, region: 'us-east-1' }, { limit: 1 })).toBeUndefined();
    });

    test('of a finding without entries is empty', async () => {
      const key = newKey();
      await written(key, [[]]);
      expect(await store.findings.history(key, { limit: 10 })).toEqual({ entries: [] });
    });

    test('comes back as it was written', async () => {
      const key = newKey();
      const created: HistoryEntry = { ...entry(0), created: true };
      const updated: HistoryEntry = {
        ...entry(1, [
          { field: 'Title', old: '"before"', new: '"a \\"quote\\",\\n[null] and ünïcödé"' },
          { field: 'Note', new: '{"Text":"added","__proto__":{"a":[1,null]}}' },
          { field: 'Confidence', old: '0' },
          { field: 'Sample', old: 'false', new: 'true' },
        ]),
        source: 'BATCH_UPDATE_FINDINGS',
        identity: `arn:aws:iam::${ALICE}:root`,
      };
      await written(key, [[created], [updated]]);
      expect(await store.findings.history(key, { limit: 10 })).toEqual({ entries: [updated, created] });
    });

    test('is of one finding only, newest first, in pages that make up the whole', async () => {
      const updates = fc.array(
        fc.record({ field: fc.string(), new: fc.jsonValue().map((value) => JSON.stringify([value])) }),
        { maxLength: 3 },
      );
      const revision = fc.array(updates, { maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(
          fc.array(revision, { minLength: 1, maxLength: 8 }),
          fc.integer({ min: 1, max: 12 }),
          async (revisions, limit) => {
            const key = newKey();
            const other = newKey();
            let time = 0;
            const history = revisions.map((entries) => entries.map((changes) => entry(time++, changes)));
            await written(other, [[entry(0)]]);
            await written(key, history);
            expect(await walk(key, { limit })).toEqual(history.flat().reverse());
          },
        ),
        { numRuns: 30 },
      );
    });

    test('a hundred entries of one write keep their order, also before those of the next', async () => {
      const key = newKey();
      const first = Array.from({ length: 100 }, (_, n) => entry(0, [{ field: `f${n}`, new: '1' }]));
      const second = Array.from({ length: 100 }, (_, n) => entry(0, [{ field: `s${n}`, new: '1' }]));
      await written(key, [first, second]);
      expect(await walk(key, { limit: 7 })).toEqual([...first, ...second].reverse());
    });

    test('of a time range has precisely the entries in it', async () => {
      const key = newKey();
      const history = Array.from({ length: 20 }, (_, n) => entry(n));
      await written(key, [history]);
      const bound = fc.option(
        fc.tuple(fc.integer({ min: -2, max: 22 }), fc.constantFrom('', '000', '5', '000001', '999999')),
        { nil: undefined },
      );
      // What is compared: milliseconds with whatever decimals follow.
      const instantOf = ([milliseconds, decimals]: [number, string]): string =>
        toInstant(at(milliseconds).replace('Z', `${decimals}Z`)) ?? '';
      await fc.assert(
        fc.asyncProperty(bound, bound, fc.integer({ min: 1, max: 30 }), async (first, last, limit) => {
          const from = first && instantOf(first);
          const to = last && instantOf(last);
          const query = { limit, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
          const selected = history.filter(({ time }) => {
            const instant = toInstant(time) ?? '';
            return (from === undefined || instant >= from) && (to === undefined || instant <= to);
          });
          expect(await walk(key, query)).toEqual(selected.reverse());
        }),
        { numRuns: 60 },
      );
    });

    test('goes on where it was while new entries arrive', async () => {
      const key = newKey();
      await written(key, [[entry(0), entry(1), entry(2)]]);
      const first = await store.findings.history(key, { limit: 2 });
      await store.findings.commit([write(key, 1, [entry(3)])]);
      const second = await store.findings.history(key, {
        limit: 2,
        ...(first?.next !== undefined && { after: first.next }),
      });
      expect(second).toEqual({ entries: [entry(0)] });
    });

    test('of large entries comes in shorter pages', async () => {
      const key = newKey();
      const large = JSON.stringify('x'.repeat(240_000));
      const history = Array.from({ length: 60 }, (_, n) =>
        entry(n, [{ field: 'Title', old: large, new: large }]),
      );
      await written(key, [history]);
      const page = await store.findings.history(key, { limit: 100 });
      expect(page?.entries.length).toBeLessThan(60);
      expect(page?.next).toBeDefined();
      const times = (await walk(key, { limit: 100 })).map(({ time }) => time);
      expect(times).toEqual(history.map(({ time }) => time).reverse());
    });
  });
}
