import { afterAll, beforeAll, expect, test } from 'vitest';
import { and, type Filter, leaf } from '../../findings/filter/tree.js';
import { describePostgres } from '../../testing/postgres/database.js';
import { attributes } from '../contract/attributes.js';
import type { FindingStore, SortBy } from '../findings.js';
import { findingDigest } from '../findings-key.js';
import { postgresFindingStore } from './findings.js';
import { hashOf } from './resources.js';
import { createMigrated, type MigratedDatabase } from './testing.js';

const REGION = 'eu-west-1';
/** More than are looked up one by one, so that a query walks along an order as well. */
const MANY = 2_300;
const BATCH = 200;

interface Planted {
  number: number;
  key: string;
  resource: string;
  updatedAt: string;
  severity: number;
}

describePostgres(() => {
  let migrated: MigratedDatabase;
  let store: FindingStore;
  beforeAll(async () => {
    migrated = await createMigrated();
    store = postgresFindingStore(migrated.database);
  });
  afterAll(() => migrated.close());

  async function plant(account: string, resourceOf: (number: number) => string): Promise<Planted[]> {
    const planted = Array.from({ length: MANY }, (_, number) => {
      const key = { account, region: REGION, productArn: 'arn', id: `${number}` };
      // Many have the same time and severity: then their keys decide.
      const updatedAt = new Date(Date.UTC(2026, 0, 1) + ((number * 7) % 300) * 1000).toISOString();
      const severity = (number % 3) * 40;
      return {
        identity: key,
        number,
        key: findingDigest(key),
        resource: resourceOf(number),
        updatedAt,
        severity,
      };
    });
    for (let from = 0; from < MANY; from += BATCH) {
      const writes = planted.slice(from, from + BATCH).map(({ identity, number, ...finding }) => ({
        ...{ key: identity, expected: 0, document: JSON.stringify({ number }), customerSet: 0, history: [] },
        attributes: attributes({
          resourceIds: [finding.resource],
          updatedAt: finding.updatedAt,
          severityNormalized: finding.severity,
          workflowStatus: number % 2 === 0 ? 'NEW' : 'NOTIFIED',
        }),
      }));
      expect(await store.commit(writes)).toBe(true);
    }
    return planted;
  }

  const ofResource = (value: string) =>
    leaf({ kind: 'string', attribute: 'ResourceId', comparison: 'EQUALS', values: [value] });

  async function walk(
    query: { account: string; filter: Filter; sort: SortBy[]; limit: number },
    pages: number,
  ) {
    const found: number[] = [];
    for (let after: string | undefined; pages > 0; pages--) {
      const page = await store.find({ ...query, region: REGION, ...(after !== undefined && { after }) });
      found.push(...page.documents.map((document) => Number(JSON.parse(document).number)));
      after = page.next;
      if (after === undefined) break;
    }
    return found;
  }

  const byTime = ({ updatedAt, key }: Planted) => `${updatedAt} ${key}`;
  const ORDERS: { sort: SortBy[]; of: (finding: Planted) => string }[] = [
    { sort: [], of: ({ key }) => key },
    { sort: [{ attribute: 'UpdatedAt', order: 'asc' }], of: byTime },
    { sort: [{ attribute: 'UpdatedAt', order: 'desc' }], of: byTime },
    {
      sort: (['SeverityNormalized', 'UpdatedAt'] as const).map((attribute) => ({ attribute, order: 'desc' })),
      of: (finding) => `${finding.severity + 100} ${byTime(finding)}`,
    },
    // No index has this one.
    { sort: [{ attribute: 'Id', order: 'asc' }], of: ({ number }) => `${number}` },
  ];

  async function findsExactly(account: string, planted: readonly Planted[], resource: string): Promise<void> {
    const isNew = leaf({
      kind: 'string',
      attribute: 'WorkflowStatus',
      comparison: 'EQUALS',
      values: ['NEW'],
    });
    for (const { sort, of } of ORDERS) {
      const sign = sort[0]?.order === 'desc' ? -1 : 1;
      for (const filter of [ofResource(resource), and([isNew, ofResource(resource)])]) {
        const selected = planted.filter(
          (finding) => finding.resource === resource && (filter.kind !== 'and' || finding.number % 2 === 0),
        );
        const expected = selected
          .sort((one, other) => (of(one) < of(other) ? -sign : sign))
          .map(({ number }) => number);
        expect(await walk({ account, filter, sort, limit: 700 }, Number.POSITIVE_INFINITY)).toEqual(expected);
        expect(await walk({ account, filter, sort, limit: 20 }, 4)).toEqual(expected.slice(0, 80));
      }
    }
  }

  test('a resource whose Id has the hash of another is not taken for it', async () => {
    const account = '100000000001';
    const planted = await plant(account, (number) => (number % 100 === 7 ? 'other' : 'wanted'));
    const forged = planted.filter(({ resource }) => resource === 'other').map(({ key }) => key);
    await migrated.database.use((session) =>
      session.query({
        text: 'INSERT INTO resources (account, hash, key) SELECT $1, $2::bigint, unnest($3::text[])',
        values: [account, hashOf('wanted'), forged],
      }),
    );
    await findsExactly(account, planted, 'wanted');
    await findsExactly(account, planted, 'other');
  });

  test('nor are Ids that have the same hash because UTF-8 has no form for them', async () => {
    const account = '100000000002';
    const [half, replacement] = ['i-\ud800\u0000', 'i-\ufffd\u0000'];
    expect(hashOf(half)).toBe(hashOf(replacement));
    const planted = await plant(account, (number) => (number % 5 === 0 ? half : replacement));
    await findsExactly(account, planted, half);
    await findsExactly(account, planted, replacement);
  });
});
