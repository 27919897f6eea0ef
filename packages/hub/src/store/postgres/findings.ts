import type { ExpireQuery, FindingStore } from '../findings.js';
import { Analysis } from './analysis.js';
import { Checks } from './checks.js';
import type { Database } from './database.js';
import { expireFindings, findExpired, type RowKey } from './expire.js';
import { findFindings } from './find.js';
import { groupFindings } from './group.js';
import { readHistory } from './history.js';
import { readFindings } from './read.js';
import { type RetryOptions, withRetry } from './retry.js';
import { writeFindings } from './write.js';

/**
 * A commit looks rows up by their keys and nothing else. Its statements are prepared while the tables are all but empty,
 * when reading them from end to end looks cheap, and stay as they were planned while they fill.
 */
const ROW_BY_ROW = {
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_material: 'off',
};

/** Rolls a transaction back. */
const REFUSED = new Error('a finding is not at the revision that was expected');

/**
 * The finding store on PostgreSQL. Calls outlive a short outage. A commit that nobody knows the outcome of is made again,
 * and refused then if it had come through: the caller reads what is there and decides again, as after a lost race.
 */
export function postgresFindingStore(database: Database, options: RetryOptions = {}): FindingStore {
  const checks = new Checks();
  const analysis = new Analysis();
  return {
    read: (keys) => withRetry(() => readFindings(database, keys), options),
    commit: (writes, deliveries = []) =>
      withRetry(
        async () => {
          if (writes.length === 0) return true;
          try {
            const done = await database.transaction(async (session) => {
              const remember = await writeFindings(session, checks, writes, deliveries);
              if (remember === undefined) throw REFUSED;
              return remember;
            }, ROW_BY_ROW);
            done();
            const created = writes.filter(({ expected }) => expected === 0).length;
            analysis.note(database, created, options.report);
            return true;
          } catch (error) {
            if (error === REFUSED) return false;
            throw error;
          }
        },
        { ...options, repeatable: true },
      ),
    find: (query) => withRetry(() => findFindings(database, query), options),
    group: (query) => withRetry(() => groupFindings(database, query), options),
    history: (key, query) =>
      withRetry(() => database.transaction((session) => readHistory(session, key, query)), options),
    expire: expiring(database, options),
  };
}

/** Looking for what expired reads through everything, so what it finds is kept for the next calls. */
function expiring(database: Database, options: RetryOptions): (query: ExpireQuery) => Promise<number> {
  let found: RowKey[] = [];
  return async (query) => {
    for (;;) {
      if (found.length === 0) {
        found = await withRetry(() => findExpired(database, query), options);
        if (found.length === 0) return 0;
      }
      const rows = found.splice(0, query.limit);
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
