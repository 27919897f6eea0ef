import type { NewDelivery } from '../events.js';
import type { FindingStore, FindingWrite } from '../findings.js';
import { Analysis } from './analysis.js';
import { Checks } from './checks.js';
import type { Database } from './database.js';
import { deliveryInserts } from './deliveries.js';
import { isDuplicate } from './failures.js';
import { findFindings } from './find.js';
import { groupFindings } from './group.js';
import { readHistory } from './history.js';
import { readFindings } from './read.js';
import { expiring } from './retention.js';
import { type RetryOptions, withRetry } from './retry.js';
import type { Session } from './session.js';
import { planWrite } from './write.js';

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
          const done = await database.use((session) => commit(session, checks, writes, deliveries));
          if (done === undefined) return false;
          done();
          const created = writes.filter(({ expected }) => expected === 0).length;
          analysis.note(database, created, options.report);
          return true;
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

/** @returns what is to be done once; undefined if another commit was faster, and nothing has been written */
async function commit(
  session: Session,
  checks: Checks,
  writes: readonly FindingWrite[],
  deliveries: readonly NewDelivery[],
): Promise<(() => void) | undefined> {
  try {
    const plan = await planWrite(session, checks, writes);
    if (plan !== undefined) {
      await session.complete([...plan.statements, ...deliveryInserts(deliveries)]);
      return plan.done;
    }
    await session.rollback();
    return undefined;
  } catch (error) {
    await session.rollback();
    if (isDuplicate(error, 'findings')) return undefined;
    throw error;
  }
}
