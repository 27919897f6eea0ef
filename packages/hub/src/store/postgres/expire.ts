import type { ExpireQuery } from '../findings.js';
import { textArray } from './arrays.js';
import { dropChecks } from './checks.js';
import { readList } from './lists.js';
import { deleteResources, entriesOf } from './resources.js';
import { byScope, type Scope } from './scopes.js';
import type { Session } from './session.js';

/** A finding's row. */
export interface RowKey extends Scope {
  key: string;
}

/** The condition of having to go, for two of `limitsOf`. */
export const expired = (before: string, archivedBefore: string): string =>
  `(written_at < ${before} OR (record_state = 'ARCHIVED' AND written_at < ${archivedBefore}))`;

/** Times that are absent are before everything. */
export const limitsOf = ({ before, archivedBefore }: ExpireQuery): [number, number] => [
  before === undefined ? -1 : Date.parse(before),
  archivedBefore === undefined ? -1 : Date.parse(archivedBefore),
];

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
