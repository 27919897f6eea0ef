import type { AwsSecurityFinding } from '@docket/asff';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServiceError } from '../../../errors.js';
import { ATTRIBUTES } from '../../../findings/filter/attributes.js';
import { compilePredicate } from '../../../findings/filter/matches.js';
import { parseFilters } from '../../../findings/filter/parse.js';
import { anyFilters, anyFinding, filtersOf, type SentFilters } from '../../../findings/filter/testing.js';
import type { Filter } from '../../../findings/filter/tree.js';
import { valuesOf } from '../../../findings/filter/values.js';
import { toInstant } from '../../../findings/instant.js';
import type { SortBy } from '../../findings.js';
import { compileFind } from '../query.js';
import { registerFunctions } from './functions.js';
import type { Parameter } from './statement.js';

/** The SQL of filters and orders is held to the predicate in memory, on findings and filters of every kind. */

const NOW = new Date('2026-03-02T12:00:00Z');
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';

let db: Database.Database;

beforeAll(() => {
  db = new Database(':memory:');
  registerFunctions(db);
  db.exec(`
    CREATE TABLE findings (rid INTEGER PRIMARY KEY, account TEXT, region TEXT, key TEXT, product_arn TEXT, id TEXT,
      product_name TEXT, severity_label TEXT, record_state TEXT, workflow_status TEXT, updated_at TEXT);
    CREATE TABLE documents (rid INTEGER PRIMARY KEY, body TEXT)`);
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

function fill(findings: readonly AwsSecurityFinding[]): void {
  db.exec('DELETE FROM findings; DELETE FROM documents');
  findings.forEach((finding, rid) => {
    db.prepare('INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      ...[rid, ACCOUNT, REGION, keyOf(rid), finding.ProductArn, finding.Id, finding.ProductName ?? null],
      ...[finding.Severity?.Label ?? null, finding.RecordState ?? null, finding.Workflow?.Status ?? null],
      toInstant(finding.UpdatedAt),
    );
    db.prepare('INSERT INTO documents VALUES (?, ?)').run(rid, JSON.stringify({ ...finding, rid }));
  });
}

const keyOf = (rid: number): string => String(rid).padStart(4, '0');

/** The numbers of the findings that the SQL selects, page by page. */
function select(filter: Filter, sort: readonly SortBy[] = [], limit = 1000): number[] {
  const found: number[] = [];
  for (let after: Parameter[] | undefined; ; ) {
    const query = { account: ACCOUNT, region: REGION, filter, sort, limit };
    const { text, parameters } = compileFind(query, after);
    const rows = db.prepare<unknown[], [string, ...Parameter[]]>(text).raw().all(parameters);
    for (const [document] of rows.slice(0, limit)) found.push(JSON.parse(document).rid);
    const [, ...place] = rows[limit - 1] ?? [];
    if (rows.length <= limit) return found;
    after = place;
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
  fill(held);
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
