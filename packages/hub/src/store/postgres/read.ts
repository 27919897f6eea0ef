import type { FindingKey, StoredFinding } from '../findings.js';
import { findingDigest } from '../findings-key.js';
import { textArray } from './arrays.js';
import type { Database } from './database.js';
import { longInstant } from './instants.js';
import { byScope } from './scopes.js';

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
          text: `SELECT f.key, f.revision, f.customer_set, f.updated_at, d.body
            FROM findings f JOIN documents d ON d.account = f.account AND d.key = f.key
            WHERE f.account = $1 AND f.region = $2 AND f.key = ANY ($3::text[])`,
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
