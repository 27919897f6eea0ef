import type { FindingKey, StoredFinding } from '../findings.js';
import { findingDigest } from '../findings-key.js';
import { textArray } from './arrays.js';
import type { Database } from './database.js';
import { longInstant } from './instants.js';
import { byScope } from './scopes.js';

/**
 * Each finding is looked up by itself, in the one index that has the keys in order: the planner must neither make a join of
 * it nor take another index of the account. It decides while the tables are all but empty, when everything looks cheap, and
 * what it decided stays while they fill.
 */
const LOOKUP = `SELECT f.*, (SELECT d.body FROM documents d WHERE d.account = $1 AND d.key = f.key)
  FROM unnest($3::text[]) AS u (key) CROSS JOIN LATERAL (
    SELECT f.key, f.revision, f.customer_set, f.updated_at FROM findings f
    WHERE f.account = $1 AND f.region = $2 AND f.key >= u.key AND f.key <= u.key ORDER BY f.key LIMIT 1) f`;

type Found = [key: string, revision: number, customerSet: number, updatedAt: string, document: string];

/** Looks findings up, those of one account and Region at one moment. */
export async function readFindings(
  database: Database,
  keys: readonly FindingKey[],
): Promise<(StoredFinding | undefined)[]> {
  const asked = keys.map((key) => ({ key, digest: findingDigest(key) }));
  const found = new Map<string, Found>();
  // The digest of a finding says its Region, but not its account.
  const nameOf = (account: string, digest: string): string => `${account} ${digest}`;
  await database.use(async (session) => {
    for (const { scope, items } of byScope(asked, ({ key }) => key)) {
      const { rows } = await session.rows<Found>(
        {
          name: 'read findings',
          text: LOOKUP,
          values: [scope.account, scope.region, textArray(items.map(({ digest }) => digest))],
        },
        true,
      );
      for (const row of rows) found.set(nameOf(scope.account, row[0]), row);
    }
  });
  return asked.map(({ key, digest }) => unpack(key, found.get(nameOf(key.account, digest))));
}

function unpack(key: FindingKey, found: Found | undefined): StoredFinding | undefined {
  if (found === undefined) return undefined;
  const [, revision, customerSet, updatedAt, document] = found;
  return { key, revision, document, customerSet, updatedAt: longInstant(updatedAt) };
}
