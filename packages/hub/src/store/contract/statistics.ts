import type { AwsSecurityFinding } from '@docket/asff';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServiceError } from '../../errors.js';
import { FindingDocument } from '../../findings/document.js';
import { ATTRIBUTES } from '../../findings/filter/attributes.js';
import { compilePredicate } from '../../findings/filter/matches.js';
import { parseFilters } from '../../findings/filter/parse.js';
import { anyFilters, anyFinding, type SentFilters } from '../../findings/filter/testing.js';
import { and, type Filter } from '../../findings/filter/tree.js';
import { valuesOf } from '../../findings/filter/values.js';
import { toInstant } from '../../findings/instant.js';
import { promote } from '../../findings/promote.js';
import { type GroupByAttribute, isGroupByAttribute } from '../../insights/group-by.js';
import type { FindingStore, HistoryEntry, SortBy } from '../findings.js';
import type { ClosingEvent, StatisticsStore, ValueCount } from '../statistics.js';
import { begins, mostFrequent } from '../value-counts.js';

export interface OpenedForStatistics {
  store: Pick<FindingStore, 'commit' | 'find' | 'expire'>;
  statistics: StatisticsStore;
  close(): Promise<void>;
}

const NOW = new Date('2026-03-02T12:00:00Z');
const REGION = 'eu-west-1';
const EVERYTHING = and([]);

/** The numbers of every engine are held to counting in memory. Of addresses there are no values but keys, so they are left out. */
const GROUPABLE = [...ATTRIBUTES.values()].flatMap(({ name, kind }): GroupByAttribute[] =>
  isGroupByAttribute(name) && kind === 'string' ? [name] : [],
);

/** @param thoroughness of each property, so many times as many as the least that says something */
export function statisticsContract(
  name: string,
  open: () => Promise<OpenedForStatistics>,
  thoroughness = 1,
): void {
  describe(`statistics in ${name}`, () => {
    let opened: OpenedForStatistics;
    let accounts = 0;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    const newAccount = (): string => `5${String(++accounts).padStart(11, '0')}`;
    const runs = (times: number) => ({ numRuns: times * thoroughness });

    /** Writes findings into an account of their own, and gives them. */
    async function fill(
      drawn: readonly AwsSecurityFinding[],
      history: (finding: AwsSecurityFinding) => HistoryEntry[] = () => [],
    ) {
      const account = newAccount();
      const held = drawn.map((finding) => ({ ...finding, AwsAccountId: account }));
      const writes = held.map((finding) => {
        const document = JSON.stringify(finding);
        return {
          key: { account, region: REGION, productArn: finding.ProductArn, id: finding.Id },
          ...{ expected: 0, document, customerSet: 0, history: history(finding) },
          attributes: promote(FindingDocument.stored(document)),
        };
      });
      expect(await opened.store.commit(writes)).toBe(true);
      return { account, held };
    }

    test('counts and groups are those of the findings that the predicate selects', async () => {
      const groupBy = fc.uniqueArray(fc.constantFrom(...GROUPABLE), { maxLength: 5 });
      const limit = fc.constantFrom(1, 2, 1000);
      await fc.assert(
        fc.asyncProperty(findings, anyFilters, groupBy, limit, async (drawn, sent, attributes, most) => {
          const { account, held } = await fill(drawn);
          const filter = parsed(sent);
          const query = { account, region: REGION, filter, groupBy: attributes, limit: most };
          const selected = held.filter(compilePredicate(filter));
          expect(await opened.statistics.count(query)).toEqual({
            total: selected.length,
            groups: attributes.map((attribute) => counted(selected, attribute, most)),
          });
        }),
        runs(60),
      );
    });

    test.each(GROUPABLE)('each finding counts once for a value: %s', async (attribute) => {
      await fc.assert(
        fc.asyncProperty(findings, async (drawn) => {
          const { account, held } = await fill(drawn);
          const query = { account, region: REGION, filter: EVERYTHING, groupBy: [attribute], limit: 1000 };
          expect((await opened.statistics.count(query)).groups).toEqual([counted(held, attribute, 1000)]);
        }),
        runs(2),
      );
    });

    test('values are those that begin so, with the number of selected findings that have them', async () => {
      const attribute = fc.oneof(
        fc.constantFrom(...GROUPABLE),
        fc.constantFrom('Id', 'ResourceId', 'Title', 'Type' as const),
      );
      const prefix = fc.constantFrom('', 'a', 'A', 'AB', 'h', '%', '_', '\\', 'Ü', 'ü', '"', 'a\u0000', '💥');
      await fc.assert(
        fc.asyncProperty(findings, anyFilters, attribute, prefix, async (drawn, sent, of, start) => {
          const { account, held } = await fill(drawn);
          for (const filter of [EVERYTHING, parsed(sent)]) {
            const query = { account, region: REGION, filter, attribute: of, prefix: start, limit: 1000 };
            const all = counted(held.filter(compilePredicate(filter)), of, 1000);
            expect(await opened.statistics.values(query)).toEqual(
              all.filter(({ value }) => begins(value, start)),
            );
          }
        }),
        runs(80),
      );
    });

    test('values are at most so many, the most frequent', async () => {
      const ids = ['aa', 'ab', 'ac', 'ab', 'AD', 'b', 'b'];
      const { account } = await fill(
        ids.map((id, number) => finding(`f${number}`, { Resources: [resource(id), resource(id)] })),
      );
      const query = { account, region: REGION, filter: EVERYTHING, prefix: 'A', limit: 3 };
      expect(await opened.statistics.values({ ...query, attribute: 'ResourceId' })).toEqual([
        { value: 'ab', count: 2 },
        { value: 'AD', count: 1 },
        { value: 'aa', count: 1 },
      ]);
    });

    test('an account of which there is nothing has zeros', async () => {
      const query = { account: newAccount(), region: REGION, filter: EVERYTHING, limit: 5 };
      expect(await opened.statistics.count({ ...query, groupBy: ['Title', 'ResourceId'] })).toEqual({
        total: 0,
        groups: [[], []],
      });
      expect(await opened.statistics.values({ ...query, attribute: 'Title', prefix: '' })).toEqual([]);
      expect(await opened.statistics.trend({ ...query, from: '2026-01-01', to: '2026-12-31' })).toEqual([]);
    });

    describe('trends', () => {
      const at = (day: number, time = '12:00:00.000'): string =>
        `2026-01-${String(day).padStart(2, '0')}T${time}Z`;
      const entry = (time: string, updates: HistoryEntry['updates'], created = false): HistoryEntry => ({
        ...{ time, source: 'BATCH_UPDATE_FINDINGS', identity: 'arn', created },
        updates,
      });
      const workflow = (before: string, after: string) => ({
        field: 'Workflow',
        old: JSON.stringify({ Status: before }),
        new: JSON.stringify({ Status: after }),
      });
      const record = (before: string | undefined, after: string) => ({
        field: 'RecordState',
        ...(before !== undefined && { old: JSON.stringify(before) }),
        new: JSON.stringify(after),
      });

      async function trendOf(account: string, from: number, to: number, filter: Filter = EVERYTHING) {
        const days = { from: at(from).slice(0, 10), to: at(to).slice(0, 10) };
        const counts = await opened.statistics.trend({ account, region: REGION, filter, ...days });
        return counts
          .map(({ day, event, severityLabel, count }) => `${day} ${event} ${severityLabel} ${count}`)
          .sort();
      }

      test('findings are created on the day of their CreatedAt, in UTC, from the first day to the last', async () => {
        const { account } = await fill([
          finding('a', { CreatedAt: at(1, '23:59:59.999') }),
          finding('b', { CreatedAt: at(2, '00:00:00.000'), Severity: { Label: 'HIGH' } }),
          finding('c', { CreatedAt: '2026-01-03T01:30:00+02:00', Severity: { Label: 'HIGH' } }),
          finding('d', { CreatedAt: at(2), Severity: { Label: 'LOW' } }),
          finding('e', { CreatedAt: at(2) }),
          finding('f', { CreatedAt: at(3, '23:59:59.999999999') }),
          finding('g', { CreatedAt: at(4, '00:00:00') }),
          finding('h', {}),
        ]);
        expect(await trendOf(account, 2, 3)).toEqual([
          '2026-01-02 created HIGH 2',
          '2026-01-02 created LOW 1',
          '2026-01-02 created null 1',
          '2026-01-03 created null 1',
        ]);
        const high = parseFilters({ SeverityLabel: [{ Value: 'HIGH', Comparison: 'EQUALS' }] }, NOW);
        expect(await trendOf(account, 2, 3, high)).toEqual(['2026-01-02 created HIGH 2']);
      });

      test('findings are resolved and archived when their history says so, once a day', async () => {
        const histories: Record<string, HistoryEntry[]> = {
          a: [
            entry(at(1), [], true),
            entry(at(2), [workflow('NEW', 'RESOLVED')]),
            entry(at(2, '13:00:00.000'), [workflow('RESOLVED', 'NEW')]),
            entry(at(2, '14:00:00.000'), [
              { field: 'Title', old: '"a"', new: '"b"' },
              workflow('NEW', 'RESOLVED'),
            ]),
            entry(at(4), [workflow('RESOLVED', 'NOTIFIED')]),
            entry(at(4, '23:59:59.999'), [workflow('NOTIFIED', 'RESOLVED')]),
          ],
          b: [entry(at(2), [workflow('NEW', 'RESOLVED'), record('ACTIVE', 'ARCHIVED')])],
          c: [entry(at(2), [record(undefined, 'ARCHIVED')]), entry(at(9), [record('ACTIVE', 'ARCHIVED')])],
          // Not one of them closes anything, though they name what does.
          d: [
            entry(at(2), [workflow('RESOLVED', 'NEW'), record('ARCHIVED', 'ACTIVE')]),
            entry(at(2), [{ field: 'Title', old: '"RESOLVED"', new: '"ARCHIVED"' }]),
            entry(at(2), [
              { field: 'UserDefinedFields', new: '{"Status":"RESOLVED","RecordState":"ARCHIVED"}' },
            ]),
            entry(at(2), [workflow('NEW', 'SUPPRESSED')]),
          ],
        };
        const { account } = await fill(
          Object.keys(histories).map((id) =>
            finding(id, id === 'b' ? { Severity: { Label: 'LOW' }, Title: 'other' } : {}),
          ),
          ({ Id }) => histories[Id] ?? [],
        );
        expect(await trendOf(account, 1, 5)).toEqual([
          '2026-01-02 archived LOW 1',
          '2026-01-02 archived null 1',
          '2026-01-02 resolved LOW 1',
          '2026-01-02 resolved null 1',
          '2026-01-04 resolved null 1',
        ]);
        expect(await trendOf(account, 3, 8)).toEqual(['2026-01-04 resolved null 1']);
        const other = parseFilters({ Title: [{ Value: 'other', Comparison: 'EQUALS' }] }, NOW);
        expect(await trendOf(account, 1, 5, other)).toEqual([
          '2026-01-02 archived LOW 1',
          '2026-01-02 resolved LOW 1',
        ]);
        const list = async (day: number, event: ClosingEvent, filter: Filter = EVERYTHING) => {
          const place = { account, region: REGION, filter, sort: [], limit: 10 };
          const page = await opened.statistics.closed({ ...place, event, day: at(day).slice(0, 10) });
          expect(page.documents).toHaveLength(page.total);
          expect(page.next).toBeUndefined();
          return page.documents.map((document) => JSON.parse(document).Id).sort();
        };
        expect(await list(2, 'resolved')).toEqual(['a', 'b']);
        expect(await list(2, 'archived')).toEqual(['b', 'c']);
        expect(await list(2, 'archived', other)).toEqual(['b']);
        expect(await list(3, 'resolved')).toEqual([]);
        expect(await list(4, 'resolved')).toEqual(['a']);
        expect(await list(9, 'archived')).toEqual(['c']);
        // Of the same Ids in another account, nothing.
        const { account: quiet } = await fill(['a', 'b'].map((id) => finding(id, {})));
        expect(await trendOf(quiet, 1, 31)).toEqual([]);
        const ofQuiet = { account: quiet, region: REGION, filter: EVERYTHING, sort: [], limit: 10 };
        expect(await opened.statistics.closed({ ...ofQuiet, event: 'resolved', day: '2026-01-02' })).toEqual({
          documents: [],
          total: 0,
        });
      });

      test('of findings that retention has deleted, nothing is counted and nothing listed', async () => {
        const closed = [entry(at(2), [workflow('NEW', 'RESOLVED')])];
        const { account } = await fill([finding('gone', {})], () => closed);
        expect(await trendOf(account, 2, 2)).toEqual(['2026-01-02 resolved null 1']);
        const before = new Date(Date.now() + 60_000).toISOString();
        while ((await opened.store.expire({ before, limit: 1000 })) > 0);
        expect(await trendOf(account, 2, 2)).toEqual([]);
        const place = { account, region: REGION, filter: EVERYTHING, sort: [], limit: 10 };
        expect(await opened.statistics.closed({ ...place, event: 'resolved', day: '2026-01-02' })).toEqual({
          documents: [],
          total: 0,
        });
      });

      test('every number is that of a list, page by page in every order, whatever histories and filters', async () => {
        const day = fc.integer({ min: 1, max: 3 });
        const status = fc.constantFrom('NEW', 'RESOLVED', 'SUPPRESSED');
        const state = fc.constantFrom('ACTIVE', 'ARCHIVED');
        const change = fc.oneof(
          fc.tuple(status, status).map(([before, after]) => workflow(before, after)),
          fc
            .tuple(fc.option(state, { nil: undefined }), state)
            .map(([before, after]) => record(before, after)),
          fc.constant({ field: 'Title', old: '"RESOLVED"', new: '["\\u0000","ARCHIVED"]' }),
        );
        const anyEntry = fc
          .tuple(day, fc.array(change, { maxLength: 3 }))
          .map(([on, updates]) => entry(at(on), updates));
        const history = fc.array(anyEntry, { maxLength: 5 });
        const sorts = fc.constantFrom<SortBy[][]>(
          [],
          [{ attribute: 'UpdatedAt', order: 'desc' }],
          [{ attribute: 'SeverityNormalized', order: 'asc' }],
          [{ attribute: 'Title', order: 'desc' }],
          [{ attribute: 'RecommendationText', order: 'asc' }],
        );
        const drawn = fc.array(history, { minLength: 12, maxLength: 12 });
        await fc.assert(
          fc.asyncProperty(findings, drawn, anyFilters, sorts, async (held, histories, sent, sort) => {
            const { account } = await fill(held, ({ Id }) => {
              return histories[held.findIndex((one) => one.Id === Id)] ?? [];
            });
            const place = { account, region: REGION };
            for (const filter of [EVERYTHING, parsed(sent)]) {
              const counts = await opened.statistics.trend({
                ...{ ...place, filter, from: '2026-01-01', to: '2026-01-03' },
              });
              for (const on of [1, 2, 3].map((number) => at(number).slice(0, 10))) {
                for (const event of ['resolved', 'archived'] as const) {
                  const counted = counts.filter((count) => count.day === on && count.event === event);
                  const number = counted.reduce((sum, { count }) => sum + count, 0);
                  const listed: string[] = [];
                  let after: string | undefined;
                  do {
                    const page = await opened.statistics.closed({
                      ...{ ...place, filter, sort, event, day: on, limit: 2 },
                      ...(after !== undefined && { after }),
                    });
                    expect(page.total).toBe(number);
                    listed.push(...page.documents);
                    after = page.next;
                  } while (after !== undefined);
                  expect(new Set(listed).size).toBe(number);
                  expect(listed).toHaveLength(number);
                  // The order is that of all findings.
                  const all = await opened.store.find({ ...place, filter, sort, limit: 100 });
                  expect(listed).toEqual(all.documents.filter((document) => listed.includes(document)));
                }
              }
            }
          }),
          runs(12),
        );
      });
    });
  });
}

/** How many findings have each value; one that has it twice is one. */
function counted(
  findings: readonly AwsSecurityFinding[],
  attribute: GroupByAttribute,
  limit: number,
): ValueCount[] {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    for (const value of new Set(valuesOf(attribute, finding))) {
      counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
  }
  return mostFrequent(counts, limit);
}

const resource = (Id: string) => ({ Type: 'Other', Id });

/** A finding that was created long ago, has no severity, and what a test says. */
const finding = (Id: string, members: Partial<AwsSecurityFinding>): AwsSecurityFinding => ({
  ...{ SchemaVersion: '2018-10-08', Id, ProductArn: 'arn', Region: REGION, AwsAccountId: '' },
  ...{ CreatedAt: '2020-01-01T00:00:00Z', UpdatedAt: '2026-01-01T00:00:00Z', GeneratorId: 'generator' },
  ...{ Title: 'A finding', Description: 'Found by a test', Resources: [] },
  ...members,
});

/** Every finding has some UpdatedAt, and no two have the same key. */
const findings = fc.uniqueArray(
  anyFinding.map(
    (drawn): AwsSecurityFinding => ({
      ...drawn,
      Region: REGION,
      UpdatedAt: toInstant(drawn.UpdatedAt ?? '') === undefined ? '2026-01-01T00:00:00Z' : drawn.UpdatedAt,
      ProductArn: drawn.ProductArn ?? 'arn',
      Id: drawn.Id ?? 'id',
    }),
  ),
  { maxLength: 12, selector: ({ ProductArn, Id }) => `${ProductArn}\n${Id}` },
);

/** Filters that the parser refuses become none. */
function parsed(filters: SentFilters): Filter {
  try {
    return parseFilters(filters, NOW);
  } catch (error) {
    if (error instanceof ServiceError) return EVERYTHING;
    throw error;
  }
}
