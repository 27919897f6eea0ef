import type { ExpireQuery } from '../findings.js';
import { textArray } from './arrays.js';
import { dropChecks } from './checks.js';
import type { Database } from './database.js';
import { readList } from './lists.js';
import { deleteResources, entriesOf } from './resources.js';
import { byScope, type Scope } from './scopes.js';
import type { Session } from './session.js';

const FOUND_AT_ONCE = 50_000;

/** A finding's row. */
export interface RowKey extends Scope {
  key: string;
}

const expired = (before: string, archivedBefore: string): string =>
  `(written_at < ${before} OR (record_state = 'ARCHIVED' AND written_at < ${archivedBefore}))`;

/** Times that are absent are before everything. */
const limitsOf = ({ before, archivedBefore }: ExpireQuery): [number, number] => [
  before === undefined ? -1 : Date.parse(before),
  archivedBefore === undefined ? -1 : Date.parse(archivedBefore),
];

/**
 * Finds findings that were last written before a time. It reads through all of them, but not in one go: every finding has
 * a check in its account, and accounts are looked at one by one.
 */
export async function findExpired(database: Database, query: ExpireQuery): Promise<RowKey[]> {
  const found: RowKey[] = [];
  const accounts = await database.transaction((session) =>
    session.rows<[account: string]>({ text: 'SELECT DISTINCT account FROM checks' }),
  );
  for (const [account] of accounts.rows) {
    const { rows } = await database.transaction((session) =>
      session.rows<[region: string, key: string]>({
        text: `SELECT region, key FROM findings WHERE account = $1 AND ${expired('$2', '$3')} LIMIT $4`,
        values: [account, ...limitsOf(query), FOUND_AT_ONCE - found.length],
      }),
    );
    for (const [region, key] of rows) found.push({ account, region, key });
    if (found.length >= FOUND_AT_ONCE) break;
  }
  return found;
}

/**
 * Removes findings with all that belongs to them; those that were written again in the meantime stay.
 *
 * @returns how many there were
 */
export async function expireFindings(
  session: Session,
  query: ExpireQuery,
  found: readonly RowKey[],
): Promise<number> {
  let removed = 0;
  for (const { scope, items } of byScope(found, (row) => row)) {
    removed += await expireScope(
      session,
      scope,
      query,
      items.map(({ key }) => key),
    );
  }
  return removed;
}

async function expireScope(
  session: Session,
  scope: Scope,
  query: ExpireQuery,
  keys: readonly string[],
): Promise<number> {
  const { account, region } = scope;
  // Locked in the order in which commits lock them.
  const { rows } = await session.rows<[key: string, check: string]>({
    text: `DELETE FROM findings WHERE account = $1 AND region = $2 AND key = ANY (ARRAY (
        SELECT key FROM findings WHERE account = $1 AND region = $2 AND key = ANY ($3::text[])
          AND ${expired('$4', '$5')} ORDER BY key FOR UPDATE))
      RETURNING key, check_digest`,
    values: [account, region, textArray(keys), ...limitsOf(query)],
  });
  if (rows.length === 0) return 0;
  const gone = textArray(rows.map(([key]) => key));
  const facets = await session.rows<[key: string, resourceIds: string]>({
    text: 'DELETE FROM facets WHERE account = $1 AND key = ANY ($2::text[]) RETURNING key, resource_ids',
    values: [account, gone],
  });
  await deleteResources(
    session,
    account,
    facets.rows.flatMap(([key, resourceIds]) => entriesOf(key, readList(resourceIds))),
  );
  for (const table of ['documents', 'history']) {
    await session.query({
      text: `DELETE FROM ${table} WHERE account = $1 AND key = ANY ($2::text[])`,
      values: [account, gone],
    });
  }
  await dropChecks(
    session,
    scope,
    rows.map(([, check]) => check),
    Date.now(),
  );
  return rows.length;
}
