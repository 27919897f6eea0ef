import { invalidInput, type ServiceError } from '../../errors.js';
import type { Database } from './database.js';
import { isCancelled } from './failures.js';
import type { Session } from './session.js';

/** The time that one query may take. */
const QUERY_MS = 20_000;

/**
 * Every table has an index for every query of ours, whatever statistics say, and pages are in memory or on disks without
 * heads, where walking an index beats sorting; to compile a query, or to start helpers for it, takes longer than running it.
 */
const SETTINGS = {
  enable_seqscan: 'off',
  random_page_cost: 1.1,
  jit: 'off',
  max_parallel_workers_per_gather: 0,
  statement_timeout: QUERY_MS,
};

/** Throws once the time of a query is up. */
export type Clock = () => void;

/**
 * Runs a query about findings in one transaction. Its statements see one moment: a page is found by one and read by another,
 * and a finding that changes in between would come in a place that is no longer its own.
 *
 * @param query must ask the clock now and then if it has several statements
 * @throws ServiceError InvalidInputException if it takes too long
 */
export async function inTime<Result>(
  database: Database,
  query: (session: Session, clock: Clock) => Promise<Result>,
  milliseconds = QUERY_MS,
): Promise<Result> {
  const end = performance.now() + milliseconds;
  const clock = (): void => {
    if (performance.now() > end) throw tooLong();
  };
  try {
    return await database.transaction((session) => query(session, clock), SETTINGS, 'snapshot');
  } catch (error) {
    throw isCancelled(error) ? tooLong() : error;
  }
}

const tooLong = (): ServiceError =>
  invalidInput('The query takes too long. Filter by account, product, resource or time as well.');
