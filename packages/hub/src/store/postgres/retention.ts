import type { ExpireQuery, FindingStore } from '../findings.js';
import type { Database } from './database.js';
import { expireFindings, type RowKey } from './expire.js';
import { type RetryOptions, withRetry } from './retry.js';
import { Sweep } from './sweep.js';

/**
 * Deletes findings whose time has come, some at a call. Looking for them goes through everything, so where a call has come to
 * and what it has found is kept for the next one that asks for the same; when nothing is left, it begins again.
 *
 * @param slice findings that one statement looks at
 */
export function expiring(
  database: Database,
  options: RetryOptions = {},
  slice?: number,
): FindingStore['expire'] {
  let sweep: Sweep | undefined;
  let found: RowKey[] = [];
  return async (query, signal) => {
    if (sweep === undefined || !sameTimes(sweep.query, query)) {
      sweep = new Sweep(database, query, slice);
      found = [];
    }
    const current = sweep;
    for (;;) {
      while (found.length < query.limit) {
        // Where nothing is due, this goes through everything.
        if (signal?.aborted) return 0;
        const next = await withRetry(() => current.next(), options);
        if (next === undefined) break;
        found.push(...next);
      }
      const rows = found.splice(0, query.limit);
      if (rows.length === 0) {
        sweep = undefined;
        return 0;
      }
      // Made again, it finds what is left.
      const removed = await withRetry(
        () => database.transaction((session) => expireFindings(session, query, rows)),
        { ...options, repeatable: true },
      );
      // None, if all of them were written again in the meantime.
      if (removed > 0) return removed;
    }
  };
}

const sameTimes = (one: ExpireQuery, other: ExpireQuery): boolean =>
  one.before === other.before && one.archivedBefore === other.archivedBefore;
