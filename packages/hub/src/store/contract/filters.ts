import type { AwsSecurityFinding } from '@docket/asff';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServiceError } from '../../errors.js';
import { FindingDocument } from '../../findings/document.js';
import { ATTRIBUTES } from '../../findings/filter/attributes.js';
import { compilePredicate } from '../../findings/filter/matches.js';
import { parseFilters } from '../../findings/filter/parse.js';
import { anyFilters, anyFinding, filtersOf, type SentFilters } from '../../findings/filter/testing.js';
import type { Filter } from '../../findings/filter/tree.js';
import { valuesOf } from '../../findings/filter/values.js';
import { toInstant } from '../../findings/instant.js';
import { promote } from '../../findings/promote.js';
import { isGroupByAttribute } from '../../insights/group-by.js';
import type { FindingStore, SortBy } from '../findings.js';

export interface OpenedForFilters {
  store: Pick<FindingStore, 'commit' | 'find' | 'group'>;
  /** Called after so many findings were written: what the engine does with them later, it does now for half of them. */
  settle?(findings: number): void;
  close(): Promise<void>;
}

export interface FilterContractOptions {
  /** Of each property, so many times as many as the least that says something. */
  thoroughness: number;
}

const NOW = new Date('2026-03-02T12:00:00Z');
const REGION = 'eu-west-1';

/** The queries of every engine are held to the predicate in memory, on findings, filters and orders of every kind. */
export function filterContract(
  name: string,
  open: () => Promise<OpenedForFilters>,
  { thoroughness }: FilterContractOptions,
): void {
  describe(`filters in ${name}`, () => {
    let opened: OpenedForFilters;
    let accounts = 0;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    /** Writes findings into an account of their own, and gives them. The numbers in their documents tell them apart. */
    async function fill(findings: readonly AwsSecurityFinding[]): Promise<Filled> {
      const account = `4${String(++accounts).padStart(11, '0')}`;
      const held = findings.map((finding) => ({ ...finding, AwsAccountId: account }));
      const writes = held.map((finding, number) => {
        const document = JSON.stringify({ ...finding, number });
        return {
          key: { account, region: REGION, productArn: finding.ProductArn, id: finding.Id },
          ...{ expected: 0, document, customerSet: 0, history: [] },
          attributes: promote(FindingDocument.stored(document)),
        };
      });
      expect(await opened.store.commit(writes)).toBe(true);
      opened.settle?.(findings.length);
      return { account, held };
    }

    /** The numbers of the findings that a query selects, page by page. */
    async function select(
      account: string,
      filter: Filter,
      sort: readonly SortBy[] = [],
      limit = 1000,
    ): Promise<number[]> {
      const found: number[] = [];
      for (let after: string | undefined; ; ) {
        const query = { account, region: REGION, filter, sort, limit };
        const page = await opened.store.find(after === undefined ? query : { ...query, after });
        for (const document of page.documents) found.push(JSON.parse(document).number);
        if (page.next === undefined) return found;
        after = page.next;
      }
    }

    async function agree(drawn: readonly AwsSecurityFinding[], sent: readonly SentFilters[]): Promise<void> {
      const filters = sent.flatMap((one) => parsed(one) ?? []);
      fc.pre(filters.length > 0);
      const { account, held } = await fill(drawn);
      for (const filter of filters) {
        expect(ascending(await select(account, filter))).toEqual(numbersOf(held, filter));
      }
    }
    const some = (filters: fc.Arbitrary<SentFilters>) => fc.array(filters, { minLength: 1, maxLength: 4 });
    const runs = (times: number) => ({ numRuns: times * thoroughness, maxSkipsPerRun: 1000 });

    describe('the engine and the predicate select the same', () => {
      test.each([...ATTRIBUTES.values()].map((attribute) => [attribute.name, attribute] as const))(
        'by %s',
        async (_name, attribute) => {
          await fc.assert(fc.asyncProperty(findings, some(filtersOf(attribute)), agree), runs(5));
        },
      );

      test('by several attributes', async () => {
        await fc.assert(fc.asyncProperty(findings, some(anyFilters), agree), runs(40));
      });

      test('of texts that UTF-8 has no form for', async () => {
        const strings = [...ATTRIBUTES.values()].filter(({ kind }) => kind === 'string' || kind === 'map');
        const filters = fc.oneof(...strings.map(filtersOf)).map(halved);
        // An ARN is plain text; the key of a finding depends on it.
        const held = findings.map((list) =>
          list.map((finding) => ({ ...halved(finding), ProductArn: finding.ProductArn })),
        );
        await fc.assert(fc.asyncProperty(held, some(filters), agree), runs(40));
      });
    });

    describe('orders', () => {
      const sortable = [...ATTRIBUTES.values()].filter((attribute) => attribute.sortable);
      const criteria = fc.uniqueArray(
        fc.record({
          attribute: fc.constantFrom(...sortable.map(({ name }) => name)),
          order: fc.constantFrom('asc' as const, 'desc' as const),
        }),
        { minLength: 1, maxLength: 3, selector: ({ attribute }) => attribute },
      );

      async function walkInOrder(
        drawn: readonly AwsSecurityFinding[],
        sent: SentFilters,
        sort: readonly SortBy[],
        limit: number,
      ): Promise<void> {
        const filter = parsed(sent) ?? parseFilters({}, NOW);
        const { account, held } = await fill(drawn);
        const found = await select(account, filter, sort, limit);
        expect(ascending(found)).toEqual(numbersOf(held, filter));
        found.slice(1).forEach((number, index) => {
          expect(inOrder(held[found[index] ?? 0], held[number], sort)).toBe(true);
        });
      }

      test('pages of any size give the whole, sorted, without gap or repeat', async () => {
        const limit = fc.integer({ min: 1, max: 5 });
        const nothing = fc.constant({});
        await fc.assert(fc.asyncProperty(findings, nothing, criteria, limit, walkInOrder), runs(40));
      });

      test('and of what a filter selects', async () => {
        const limit = fc.integer({ min: 1, max: 5 });
        const order = fc.oneof(fc.constant([]), fc.constantFrom(...ALONG_INDEXES), criteria);
        await fc.assert(fc.asyncProperty(findings, anyFilters, order, limit, walkInOrder), runs(40));
      });
    });

    describe('groups', () => {
      // Of addresses there are no values but keys: GetInsightResults.test.ts shows some.
      const groupable = [...ATTRIBUTES.values()].filter(
        ({ name, kind }) => isGroupByAttribute(name) && kind === 'string',
      );

      test.each(groupable.map(({ name }) => name))('by %s', async (name) => {
        await fc.assert(
          fc.asyncProperty(findings, anyFilters, async (drawn, filters) => {
            const filter = parsed(filters) ?? parseFilters({}, NOW);
            const { account, held } = await fill(drawn);
            const counts = new Map<unknown, number>();
            for (const finding of held.filter(compilePredicate(filter))) {
              for (const value of valuesOf(name, finding)) counts.set(value, (counts.get(value) ?? 0) + 1);
            }
            const query = { account, region: REGION, filter, limit: 1000 };
            const found = isGroupByAttribute(name)
              ? await opened.store.group({ ...query, groupBy: name })
              : [];
            expect(found.map(({ value, count }) => [value, count])).toEqual(
              [...counts].sort(([one, few], [other, many]) => many - few || compare(one, other)),
            );
          }),
          runs(4),
        );
      });
    });
  });
}

interface Filled {
  account: string;
  held: readonly AwsSecurityFinding[];
}

/** The numbers of the findings that the predicate selects. */
function numbersOf(held: readonly AwsSecurityFinding[], filter: Filter): number[] {
  const predicate = compilePredicate(filter);
  return held.flatMap((finding, number) => (predicate(finding) ? [number] : []));
}

const ascending = (numbers: readonly number[]): number[] => [...numbers].sort((one, other) => one - other);

/** Every finding has some UpdatedAt, and no two have the same key. The account is given when they are written. */
const findings = fc.uniqueArray(
  anyFinding.map(
    (finding): AwsSecurityFinding => ({
      ...finding,
      Region: REGION,
      UpdatedAt:
        toInstant(finding.UpdatedAt ?? '') === undefined ? '2026-01-01T00:00:00Z' : finding.UpdatedAt,
      ProductArn: finding.ProductArn ?? 'arn',
      Id: finding.Id ?? 'id',
    }),
  ),
  { maxLength: 12, selector: ({ ProductArn, Id }) => `${ProductArn}\n${Id}` },
);

/** Filters that the parser refuses say nothing here. */
function parsed(filters: SentFilters): Filter | undefined {
  try {
    return parseFilters(filters, NOW);
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

/** Orders for which engines have indexes. */
const ALONG_INDEXES: readonly SortBy[][] = (['asc', 'desc'] as const).flatMap((order): SortBy[][] => [
  [{ attribute: 'UpdatedAt', order }],
  [{ attribute: 'CreatedAt', order }],
  [
    { attribute: 'SeverityNormalized', order },
    { attribute: 'UpdatedAt', order },
  ],
]);

/** Texts of the generators → halves of surrogate pairs, alone and beside others, and what takes their place in UTF-8. */
const HALVES: ReadonlyMap<string, string> = new Map([
  ['a', '\uD83D'],
  ['ab', '\uD83Db'],
  ['abc', '\uDCA5'],
  ['b', 'b\uDCA5'],
  ['A', '\uFFFD'],
  ['NEW', '\uFFFDb'],
  ['HIGH', '\uDC00\uD800'],
  // A whole one, which halves are no part of.
  ['%', 'a\uD83D\uDCA5'],
  ['_b', '\uD83D\uDCA5 b'],
]);

/** The same with some texts exchanged. */
function halved<Value>(value: Value): Value {
  const text = JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'string' ? (HALVES.get(member) ?? member) : member,
  );
  return JSON.parse(text);
}

/** Whether two findings that follow each other may do so. */
function inOrder(
  before: AwsSecurityFinding | undefined,
  after: AwsSecurityFinding | undefined,
  sort: readonly SortBy[],
): boolean {
  if (before === undefined || after === undefined) return false;
  for (const { attribute, order } of sort) {
    const [left] = valuesOf(attribute, before);
    const [right] = valuesOf(attribute, after);
    const compared = compare(left, right);
    if (compared !== 0) return order === 'asc' ? compared < 0 : compared > 0;
  }
  return true;
}

/** Without a value first; texts by their UTF-8 bytes. */
function compare(left: unknown, right: unknown): number {
  if (left === right) return 0;
  if (left === undefined) return -1;
  if (right === undefined) return 1;
  if (typeof left === 'string' && typeof right === 'string')
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return Number(left) - Number(right);
}
