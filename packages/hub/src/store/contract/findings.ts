import type { AwsSecurityFinding } from '@docket/asff';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FindingDocument } from '../../findings/document.js';
import { compilePredicate } from '../../findings/filter/matches.js';
import { and, type Filter, leaf, not, or } from '../../findings/filter/tree.js';
import { promote } from '../../findings/promote.js';
import type { FindingKey, FindingQuery, FindingStore, FindingWrite, HistoryEntry } from '../findings.js';
import { attributes } from './attributes.js';

export interface OpenedFindingStore {
  store: FindingStore;
  /** Closes it, and opens what it left on disk. */
  reopen(): Promise<FindingStore>;
  close(): Promise<void>;
}

const REGION = 'eu-west-1';
const PRODUCT = `arn:aws:securityhub:${REGION}::product/acme/scanner`;

const instant = (second: number): string => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000000Z`;

const entry = (changes: Partial<HistoryEntry> = {}): HistoryEntry => ({
  time: '2026-01-02T03:04:05.678Z',
  source: 'BATCH_IMPORT_FINDINGS',
  identity: PRODUCT,
  created: false,
  updates: [],
  ...changes,
});

type Changes = Partial<Omit<FindingWrite, 'attributes'>> & {
  attributes?: Partial<FindingWrite['attributes']>;
};

function write(key: FindingKey, changes: Changes = {}): FindingWrite {
  const expected = changes.expected ?? 0;
  return {
    key,
    expected,
    document: JSON.stringify({ Id: key.id, version: expected + 1 }),
    customerSet: 0,
    history: expected === 0 ? [entry({ created: true })] : [],
    ...changes,
    attributes: attributes({ updatedAt: instant(0), ...changes.attributes }),
  };
}

/** What every engine must do. */
export function findingContract(name: string, open: () => Promise<OpenedFindingStore>): void {
  describe(`findings in ${name}`, () => {
    let opened: OpenedFindingStore;
    let store: FindingStore;
    // Accounts of each test's own: opening an engine takes longer than filling it.
    let number = 0;
    let alice = '';
    let bob = '';
    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    beforeEach(() => {
      number += 1;
      alice = `1${String(number).padStart(11, '0')}`;
      bob = `2${String(number).padStart(11, '0')}`;
    });
    afterAll(() => opened.close());

    const keyOf = (id: string, changes: Partial<FindingKey> = {}): FindingKey => ({
      account: alice,
      region: REGION,
      productArn: PRODUCT,
      id,
      ...changes,
    });
    const everything = (changes: Partial<FindingQuery> = {}): FindingQuery => ({
      account: alice,
      region: REGION,
      filter: and([]),
      sort: [],
      limit: 100,
      ...changes,
    });

    const revisions = async (...keys: FindingKey[]) =>
      (await store.read(keys)).map((found) => found?.revision);
    const linesOf = async (key: FindingKey) => (await store.history(key, { limit: 1000 }))?.entries.length;

    async function walk(query: FindingQuery, between: () => Promise<void> = async () => undefined) {
      const pages: string[][] = [];
      for (let after: string | undefined; ; ) {
        const page = await store.find({ ...query, ...(after !== undefined && { after }) });
        pages.push(page.documents);
        expect(page.documents.length).toBeLessThanOrEqual(query.limit);
        if (page.next === undefined) return pages;
        after = page.next;
        await between();
      }
    }
    const idsOf = (documents: readonly string[]): string[] => documents.map((text) => JSON.parse(text).Id);

    describe('reading', () => {
      test('gives what was written, in the order asked, and undefined for what there is not', async () => {
        const [a, b] = [keyOf('a'), keyOf('b')];
        const first = write(a, { customerSet: 5, attributes: { updatedAt: instant(7) } });
        expect(await store.commit([first, write(b)])).toBe(true);
        expect(await store.read([b, keyOf('c'), a, b])).toMatchObject([
          { key: b },
          undefined,
          { key: a, revision: 1, document: first.document, customerSet: 5, updatedAt: instant(7) },
          { key: b },
        ]);
        expect(await store.read([])).toEqual([]);
      });

      test('tells findings apart by every part of their key', async () => {
        const keys = [
          keyOf('a'),
          keyOf('A'),
          keyOf('a', { account: bob }),
          keyOf('a', { region: 'us-east-1' }),
          keyOf('a', { productArn: `${PRODUCT}2` }),
        ];
        for (const [n, key] of keys.entries()) {
          expect(await store.commit([write(key, { document: `{"n":${n}}` })])).toBe(true);
        }
        expect((await store.read(keys)).map((found) => found?.document)).toEqual(
          keys.map((_, n) => `{"n":${n}}`),
        );
      });

      test('gives a document back to the letter, however large', async () => {
        const text = JSON.stringify({ Id: 'x', Text: 'é😀\u0000\ud800 \u2028"\\'.repeat(50_000) });
        await store.commit([write(keyOf('x'), { document: text })]);
        expect((await store.read([keyOf('x')]))[0]?.document).toBe(text);
        expect((await store.find(everything())).documents).toEqual([text]);
      });
    });

    describe('a commit', () => {
      test('counts revisions from 1', async () => {
        const key = keyOf('a');
        for (let revision = 1; revision <= 3; revision += 1) {
          expect(await store.commit([write(key, { expected: revision - 1 })])).toBe(true);
          expect(await revisions(key)).toEqual([revision]);
        }
        expect((await store.read([key]))[0]?.document).toBe('{"Id":"a","version":3}');
      });

      test.each([
        ['a new one that is there', 0],
        ['a revision that is over', 1],
        ['a revision that is to come', 3],
      ])('of %s is refused', async (_what, expected) => {
        const key = keyOf('a');
        await store.commit([write(key)]);
        await store.commit([write(key, { expected: 1 })]);
        expect(await store.commit([write(key, { expected, document: '{"lost":true}' })])).toBe(false);
        expect(await store.read([key])).toMatchObject([{ revision: 2, document: '{"Id":"a","version":2}' }]);
      });

      test('of an update of nothing is refused', async () => {
        expect(await store.commit([write(keyOf('a'), { expected: 1 })])).toBe(false);
        expect(await revisions(keyOf('a'))).toEqual([undefined]);
      });

      test('writes everything or nothing: documents, attributes, history', async () => {
        const [a, b, c] = [keyOf('a'), keyOf('b'), keyOf('c')];
        await store.commit([write(a), write(b)]);
        const history = [entry({ updates: [{ field: 'Title', old: '"x"', new: '"y"' }] })];
        const batch = [
          write(a, { expected: 1, history, attributes: { recordState: 'ARCHIVED', updatedAt: instant(9) } }),
          write(c),
          write(b, { expected: 7 }),
        ];
        expect(await store.commit(batch)).toBe(false);
        expect(await revisions(a, b, c)).toEqual([1, 1, undefined]);
        expect(await linesOf(a)).toBe(1);
        expect(await linesOf(c)).toBeUndefined();
        const filter = equals('RecordState', 'ARCHIVED');
        expect((await store.find(everything({ filter }))).documents).toEqual([]);
        // And right after it, the same without the fault.
        expect(await store.commit(batch.slice(0, 2))).toBe(true);
        expect(await revisions(a, b, c)).toEqual([2, 1, 1]);
        expect(await linesOf(a)).toBe(2);
      });

      test('of nothing is done at once', async () => {
        expect(await store.commit([])).toBe(true);
      });

      test('of the same finding at the same time succeeds for one', async () => {
        const keys = Array.from({ length: 5 }, (_, n) => keyOf(`${n}`));
        const race = (expected: number) =>
          Promise.all(
            Array.from({ length: 20 }, () => store.commit(keys.map((key) => write(key, { expected })))),
          );
        for (const expected of [0, 1, 2]) {
          expect((await race(expected)).filter((won) => won)).toHaveLength(1);
          expect(await revisions(...keys)).toEqual(keys.map(() => expected + 1));
        }
      });

      test('at the same time of others does not suffer from one that is refused', async () => {
        await store.commit([write(keyOf('taken'))]);
        const outcomes = await Promise.all(
          Array.from({ length: 40 }, (_, n) =>
            store.commit([write(keyOf(`new-${n}`)), ...(n % 4 === 0 ? [write(keyOf('taken'))] : [])]),
          ),
        );
        expect(outcomes).toEqual(outcomes.map((_, n) => n % 4 !== 0));
        const stored = await revisions(...outcomes.map((_, n) => keyOf(`new-${n}`)));
        expect(stored).toEqual(outcomes.map((won) => (won ? 1 : undefined)));
      });

      test('may hold findings of several accounts and Regions', async () => {
        const keys = [keyOf('a'), keyOf('a', { account: bob }), keyOf('a', { region: 'us-east-1' })];
        expect(await store.commit(keys.map((key) => write(key)))).toBe(true);
        expect(await revisions(...keys)).toEqual([1, 1, 1]);
        for (const { account, region } of keys) {
          expect((await store.find(everything({ account, region }))).documents).toHaveLength(1);
        }
      });
    });

    describe('finding', () => {
      test('selects what the predicate in memory selects, whatever the filter', async () => {
        let runs = 0;
        await fc.assert(
          fc.asyncProperty(held, condition, async (findings, filter) => {
            const account = `3${String(++runs).padStart(11, '0')}`;
            const own = findings.map((one) => ({ ...one, AwsAccountId: account }));
            if (own.length > 0) await store.commit(own.map(writeOf));
            const found = await store.find(everything({ account, filter }));
            const expected = own.filter((one) => compilePredicate(filter)(whole(one)));
            expect(idsOf(found.documents).sort()).toEqual(expected.map(({ Id }) => Id).sort());
          }),
          { numRuns: 200 },
        );
      });

      test('never leaves the account and the Region', async () => {
        await store.commit([write(keyOf('a', { account: bob })), write(keyOf('b', { region: 'us-east-1' }))]);
        expect(await store.find(everything())).toEqual({ documents: [] });
        const filter = leaf({
          kind: 'string',
          attribute: 'AwsAccountId',
          comparison: 'PREFIX',
          values: [''],
        });
        expect(await store.find(everything({ filter }))).toEqual({ documents: [] });
      });

      test('pages have no end where nothing is left', async () => {
        await store.commit(Array.from({ length: 6 }, (_, n) => write(keyOf(`${n}`))));
        expect((await walk(everything({ limit: 3 }))).map((page) => page.length)).toEqual([3, 3]);
        expect((await walk(everything({ limit: 6 }))).map((page) => page.length)).toEqual([6]);
        expect((await walk(everything({ limit: 4 }))).map((page) => page.length)).toEqual([4, 2]);
      });

      test.each(['asc', 'desc'] as const)(
        'sorts by time, %s, and walks through equal times',
        async (order) => {
          const times = Array.from({ length: 30 }, (_, n) => (n * 7) % 5);
          await store.commit(
            times.map((second, n) => write(keyOf(`${n}`), { attributes: { updatedAt: instant(second) } })),
          );
          const pages = await walk(everything({ limit: 4, sort: [{ attribute: 'UpdatedAt', order }] }));
          const ids = idsOf(pages.flat());
          expect([...ids].sort()).toEqual(times.map((_, n) => `${n}`).sort());
          const sorted = ids.map((id) => times[Number(id)] ?? 0);
          expect(sorted).toEqual([...times].sort((a, b) => (order === 'asc' ? a - b : b - a)));
        },
      );

      test('a walk without a sort sees what stays exactly once, whatever is written meanwhile', async () => {
        const stays = Array.from({ length: 40 }, (_, n) => keyOf(`stays-${n}`));
        await store.commit(stays.map((key) => write(key)));
        let round = 0;
        const pages = await walk(everything({ limit: 7 }), async () => {
          round += 1;
          await store.commit(Array.from({ length: 5 }, (_, n) => write(keyOf(`new-${round}-${n}`))));
          await store.commit(
            stays.map((key) =>
              write(key, {
                expected: round,
                attributes: { updatedAt: instant(round), recordState: 'ARCHIVED' },
              }),
            ),
          );
        });
        expect(round).toBeGreaterThan(5);
        const seen = idsOf(pages.flat()).filter((id) => id.startsWith('stays-'));
        expect(seen.sort()).toEqual(stays.map(({ id }) => id).sort());
      });

      test('a sorted walk sees what is not written meanwhile exactly once, in order', async () => {
        const stays = Array.from({ length: 20 }, (_, n) => n + 10);
        await store.commit(
          stays.map((second) =>
            write(keyOf(`stays-${second}`), { attributes: { updatedAt: instant(second) } }),
          ),
        );
        let round = 0;
        const sort = [{ attribute: 'UpdatedAt', order: 'asc' }] as const;
        const pages = await walk(everything({ limit: 3, sort }), async () => {
          round += 1;
          await store.commit(
            [0, 15, 59].map((second) =>
              write(keyOf(`new-${round}-${second}`), { attributes: { updatedAt: instant(second) } }),
            ),
          );
        });
        const seen = idsOf(pages.flat()).filter((id) => id.startsWith('stays-'));
        expect(seen).toEqual(stays.map((second) => `stays-${second}`));
      });
    });

    test('a page of large findings ends early, and the walk still sees them all', async () => {
      const padding = 'x'.repeat(240_000);
      const ids = Array.from({ length: 130 }, (_, n) => `${n}`);
      for (let from = 0; from < ids.length; from += 65) {
        const large = ids
          .slice(from, from + 65)
          .map((id) => write(keyOf(id), { document: JSON.stringify({ Id: id, padding }) }));
        expect(await store.commit(large)).toBe(true);
      }
      const pages = await walk(everything({ limit: 1000 }));
      expect(pages.length).toBeGreaterThan(1);
      expect(idsOf(pages.flat()).sort()).toEqual([...ids].sort());
    });

    test('what was committed is there after closing and opening again', async () => {
      const keys = Array.from({ length: 10 }, (_, n) => keyOf(`${n}`));
      await store.commit(keys.map((key) => write(key)));
      await store.commit(keys.map((key) => write(key, { expected: 1, history: [entry()], customerSet: 3 })));
      const before = await store.read(keys);
      store = await opened.reopen();
      expect(await store.read(keys)).toEqual(before);
      expect((await store.find(everything())).documents).toHaveLength(10);
      expect(await Promise.all(keys.map(linesOf))).toEqual(keys.map(() => 2));
      expect(await store.commit([write(keyOf('0'), { expected: 1 })])).toBe(false);
      expect(await store.commit([write(keyOf('0'), { expected: 2 })])).toBe(true);
    });
  });
}

/** Texts that collide, begin with each other, and hold what engines trip over. */
const text = fc.constantFrom(
  '',
  'a',
  'ab',
  'abc',
  'A',
  'b',
  'é',
  'e',
  '%',
  'a_',
  '😀',
  '😀a',
  '\uffff',
  'a\u0000',
  'a\u0000b',
  "a'",
  '\\',
);
type Held = Pick<
  AwsSecurityFinding,
  'Id' | 'ProductName' | 'Severity' | 'RecordState' | 'Workflow' | 'UpdatedAt' | 'Title'
>;

/** Findings as far as these filters can see them. Whatever their values are: the engine must not mind. */
const held: fc.Arbitrary<Held[]> = fc.uniqueArray(
  fc.record(
    {
      Id: text,
      ProductName: text,
      Title: text,
      Severity: fc.record({ Label: fc.constantFrom('LOW', 'HIGH') }),
      RecordState: fc.constantFrom('ACTIVE', 'ARCHIVED'),
      Workflow: fc.record({ Status: fc.constantFrom('NEW', 'RESOLVED') }),
      UpdatedAt: fc.integer({ min: 0, max: 9 }).map(instant),
    },
    { requiredKeys: ['Id', 'UpdatedAt', 'Title'] },
  ),
  { selector: ({ Id }) => Id, maxLength: 17 },
);

/** With the members that every finding has; no filter here looks at the others. */
const whole = (finding: Held & { AwsAccountId: string }): AwsSecurityFinding => ({
  SchemaVersion: '2018-10-08',
  ProductArn: PRODUCT,
  Region: REGION,
  GeneratorId: 'generator',
  CreatedAt: instant(0),
  Description: 'a finding',
  Resources: [],
  ...finding,
});

function writeOf(finding: Held & { AwsAccountId: string }): FindingWrite {
  const key = { account: finding.AwsAccountId, region: REGION, productArn: PRODUCT, id: finding.Id };
  const document = JSON.stringify(whole(finding));
  return write(key, { document, attributes: promote(FindingDocument.stored(document)) });
}

const condition: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter; leaf: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie('leaf'),
    tie('filter').map(not),
    fc.array(tie('filter'), { maxLength: 3 }).map(and),
    fc.array(tie('filter'), { maxLength: 3 }).map(or),
  ),
  leaf: fc.oneof(
    fc
      .record({
        attribute: fc.constantFrom('Id', 'ProductName', 'Title' as const),
        comparison: fc.constantFrom('EQUALS', 'PREFIX', 'CONTAINS' as const),
        values: fc.array(text, { minLength: 1, maxLength: 3 }),
      })
      .map((parts) => leaf({ kind: 'string', ...parts })),
    fc.constantFrom('NEW', 'RESOLVED').map((status) => equals('WorkflowStatus', status)),
    fc.constantFrom('LOW', 'HIGH').map((label) => equals('SeverityLabel', label)),
    fc
      .record(
        {
          gte: fc.integer({ min: 0, max: 9 }).map(instant),
          lt: fc.integer({ min: 0, max: 9 }).map(instant),
        },
        { requiredKeys: [] },
      )
      .map((range) => leaf({ kind: 'date', attribute: 'UpdatedAt', ranges: [range] })),
  ),
})).filter;

function equals(attribute: 'RecordState' | 'WorkflowStatus' | 'SeverityLabel', value: string): Filter {
  return leaf({ kind: 'string', attribute, comparison: 'EQUALS', values: [value] });
}
