import type Database from 'better-sqlite3';
import type { ExpireQuery } from '../findings.js';
import { hashText } from './hash.js';
import { prepareChecks } from './write-checks.js';

/** A finding's row. */
export type RowKey = [scope: number, rid: number];

const EXPIRED = `(written_at < @before OR (record_state = 'ARCHIVED' AND written_at < @archivedBefore))`;

/** Times that are absent are before everything. */
const limitsOf = ({ before, archivedBefore }: ExpireQuery) => ({
  before: before === undefined ? -1 : Date.parse(before),
  archivedBefore: archivedBefore === undefined ? -1 : Date.parse(archivedBefore),
});

/** Prepares the search for findings that were last written before a time. It reads through all of them. */
export function prepareExpired(db: Database.Database): (query: ExpireQuery) => RowKey[] {
  const select = db
    .prepare<unknown[], RowKey>(`SELECT scope, rid FROM findings WHERE ${EXPIRED} LIMIT @limit`)
    .raw();
  return (query) => select.all({ ...limitsOf(query), limit: query.limit });
}

/**
 * Prepares the removal of findings with all that belongs to them, in one transaction; those that were written again
 * in the meantime stay.
 *
 * @returns how many there were
 */
export function prepareExpire(db: Database.Database): (request: [ExpireQuery, readonly RowKey[]]) => number {
  const checks = prepareChecks(db);
  const remove = db
    .prepare<unknown[], number>(
      `DELETE FROM findings WHERE scope = @scope AND rid = @rid AND ${EXPIRED} RETURNING check_id`,
    )
    .pluck();
  const removeFacets = db
    .prepare<RowKey, string>('DELETE FROM facets WHERE scope = ? AND rid = ? RETURNING resource_ids')
    .pluck();
  const removeResource = db.prepare('DELETE FROM resources WHERE scope = ? AND hash = ? AND rid = ?');
  const rest = ['documents WHERE rid', 'history WHERE rid', 'words WHERE rowid', 'unindexed WHERE rid'].map(
    (place) => db.prepare(`DELETE FROM ${place} = ?`),
  );
  return db.transaction(([query, rows]: [ExpireQuery, readonly RowKey[]]) => {
    let removed = 0;
    for (const [scope, rid] of rows) {
      const check = remove.get({ scope, rid, ...limitsOf(query) });
      if (check === undefined) continue;
      removed += 1;
      const resourceIds: string[] = JSON.parse(removeFacets.get(scope, rid) ?? '[]');
      for (const id of resourceIds) removeResource.run(scope, hashText(id), rid);
      for (const statement of rest) statement.run(rid);
      checks.drop(scope, check);
    }
    return removed;
  });
}
