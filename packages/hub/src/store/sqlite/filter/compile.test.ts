import type { AwsSecurityFinding } from '@docket/asff';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { Kysely, SqliteDialect } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServiceError } from '../../../errors.js';
import { FindingDocument } from '../../../findings/document.js';
import { ATTRIBUTES } from '../../../findings/filter/attributes.js';
import { compilePredicate } from '../../../findings/filter/matches.js';
import { parseFilters } from '../../../findings/filter/parse.js';
import { anyFilters, anyFinding, filtersOf, type SentFilters } from '../../../findings/filter/testing.js';
import type { Filter } from '../../../findings/filter/tree.js';
import { valuesOf } from '../../../findings/filter/values.js';
import { toInstant } from '../../../findings/instant.js';
import { promote } from '../../../findings/promote.js';
import { isGroupByAttribute } from '../../../insights/group-by.js';
import type { FindingPage, FindingQuery, GroupCount, GroupQuery, SortBy } from '../../findings.js';
import { prepareGroup } from '../group.js';
import { type PackedWrite, packWrite } from '../messages.js';
import { FINDING_MIGRATIONS } from '../migrations.js';
import { prepareFind } from '../query.js';
import { limitTime, TOO_LONG } from '../time-limit.js';
import { prepareIndexing } from '../words.js';
import { prepareWrites } from '../write.js';
import { registerFunctions } from './functions.js';

/** The SQL of filters and orders is held to the predicate in memory, on findings and filters of every kind. */

const NOW = new Date('2026-03-02T12:00:00Z');
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';

let db: Database.Database;
let find: (query: FindingQuery) => FindingPage;
let group: (query: GroupQuery) => GroupCount[];
let index: (limit: number) => number;

beforeAll(async () => {
  db = new Database(':memory:');
  const kysely = new Kysely<unknown>({ dialect: new SqliteDialect({ database: db }) });
  for (const { up } of Object.values(FINDING_MIGRATIONS)) await up(kysely);
  registerFunctions(db);
  const inTime = limitTime(db, 60_000);
  find = prepareFind(db, inTime);
  group = prepareGroup(db, inTime);
  index = prepareIndexing(db);
});
afterAll(() => {
  db.close();
});

/** Key and columns as the store fills them; every finding has the caller's account and Region and some UpdatedAt. */
const stored = (finding: AwsSecurityFinding): AwsSecurityFinding => ({
  ...finding,
  AwsAccountId: ACCOUNT,
  Region: REGION,
  UpdatedAt: toInstant(finding.UpdatedAt ?? '') === undefined ? '2026-01-01T00:00:00Z' : finding.UpdatedAt,
  ProductArn: finding.ProductArn ?? 'arn',
  Id: finding.Id ?? 'id',
});

const TABLES = ['checks', 'findings', 'facets', 'resources', 'documents', 'history', 'words', 'unindexed'];

/** @param indexed so many of them have their words in the index */
function fill(findings: readonly AwsSecurityFinding[], indexed = 0): void {
  for (const table of TABLES) db.exec(`DELETE FROM ${table}`);
  const writes = findings.map((finding, number): PackedWrite => {
    const document = JSON.stringify({ ...finding, number });
    const key = { account: ACCOUNT, region: REGION, productArn: finding.ProductArn, id: finding.Id };
    const attributes = promote(FindingDocument.stored(document));
    // Ids may be the same here: the numbers tell findings apart.
    const [[, , digest], ...write] = packWrite({
      ...{ key, expected: 0, document, customerSet: 0, attributes, history: [] },
    });
    return [[ACCOUNT, REGION, `${digest}${number}`], ...write];
  });
  // One that remembers nothing: the tables were emptied.
  expect(prepareWrites(db).commit(writes)).toBe(true);
  index(indexed);
}

/** The numbers of the findings that the SQL selects, page by page. */
function select(filter: Filter, sort: readonly SortBy[] = [], limit = 1000): number[] {
  const found: number[] = [];
  for (let after: string | undefined; ; ) {
    const query = { account: ACCOUNT, region: REGION, filter, sort, limit };
    const page = find(after === undefined ? query : { ...query, after });
    for (const document of page.documents) found.push(JSON.parse(document).number);
    if (page.next === undefined) return found;
    after = page.next;
  }
}

/** Filters that the parser refuses say nothing here. */
function parsed(filters: SentFilters): Filter | undefined {
  try {
    return parseFilters(filters, NOW);
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

const findings = fc.array(anyFinding.map(stored), { maxLength: 12 });

function agree(held: readonly AwsSecurityFinding[], filters: SentFilters): void {
  const filter = parsed(filters);
  fc.pre(filter !== undefined);
  fill(held, Math.ceil(held.length / 2));
  const predicate = compilePredicate(filter);
  const expected = held.flatMap((finding, rid) => (predicate(finding) ? [rid] : []));
  expect(select(filter)).toEqual(expected);
}

describe('SQL and predicate select the same', () => {
  test.each([...ATTRIBUTES.values()].map((attribute) => [attribute.name, attribute] as const))(
    'by %s',
    (_name, attribute) => {
      fc.assert(fc.property(findings, filtersOf(attribute), agree), { numRuns: 40, maxSkipsPerRun: 1000 });
    },
  );

  test('by several attributes', () => {
    fc.assert(fc.property(findings, anyFilters, agree), { numRuns: 300, maxSkipsPerRun: 1000 });
  });
});

test('a query that reads documents ends when its time is up', () => {
  fc.assert(
    fc.property(fc.array(anyFinding.map(stored), { minLength: 1 }), (held) => {
      fill(held);
      const findAtOnce = prepareFind(db, limitTime(db, -1));
      const query = { account: ACCOUNT, region: REGION, sort: [], limit: 10 };
      const filter = parseFilters({ Description: [{ Value: 'x', Comparison: 'PREFIX' }] }, NOW);
      expect(() => findAtOnce({ ...query, filter })).toThrow(TOO_LONG);
      expect(findAtOnce({ ...query, filter: parseFilters({}, NOW) }).documents).not.toHaveLength(0);
    }),
    { numRuns: 3 },
  );
  find = prepareFind(db, limitTime(db, 60_000));
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

  test('pages of any size give the whole, sorted, without gap or repeat', () => {
    fc.assert(
      fc.property(findings, criteria, fc.integer({ min: 1, max: 5 }), (held, sort, limit) => {
        fill(held);
        const found = select(parseFilters({}, NOW), sort, limit);
        expect([...found].sort((a, b) => a - b)).toEqual(held.map((_, rid) => rid));
        found.slice(1).forEach((rid, index) => {
          expect(inOrder(held[found[index] ?? 0], held[rid], sort)).toBe(true);
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('groups', () => {
  // Of addresses there are no values but keys: GetInsightResults.test.ts shows some.
  const groupable = [...ATTRIBUTES.values()].filter(
    ({ name, kind }) => isGroupByAttribute(name) && kind === 'string',
  );

  test.each(groupable.map(({ name }) => name))('by %s', (name) => {
    fc.assert(
      fc.property(findings, anyFilters, (held, filters) => {
        const filter = parsed(filters) ?? parseFilters({}, NOW);
        fill(held);
        const predicate = compilePredicate(filter);
        const counts = new Map<unknown, number>();
        for (const finding of held.filter(predicate)) {
          for (const value of valuesOf(name, finding)) counts.set(value, (counts.get(value) ?? 0) + 1);
        }
        const query = { account: ACCOUNT, region: REGION, filter, limit: 1000 };
        const found = isGroupByAttribute(name) ? group({ ...query, groupBy: name }) : [];
        expect(new Map(found.map(({ value, count }) => [value, count]))).toEqual(counts);
        expect(found.map(({ count }) => count)).toEqual([...counts.values()].sort((a, b) => b - a));
      }),
      { numRuns: 20 },
    );
  });
});

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
