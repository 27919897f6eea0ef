import type { StatisticsStore } from '../statistics.js';
import { findClosed } from './closed.js';
import { countFindings } from './count.js';
import type { Database } from './database.js';
import { inTime } from './query-time.js';
import { type RetryOptions, withRetry } from './retry.js';
import { countTrend } from './trend.js';
import { findValues } from './values.js';

/** The numbers of findings on PostgreSQL. */
export function postgresStatistics(database: Database, options: RetryOptions = {}): StatisticsStore {
  return {
    count: (query) =>
      withRetry(() => inTime(database, (session, clock) => countFindings(session, query, clock)), options),
    values: (query) =>
      withRetry(() => inTime(database, (session, clock) => findValues(session, query, clock)), options),
    trend: (query) =>
      withRetry(() => inTime(database, (session, clock) => countTrend(session, query, clock)), options),
    closed: (query) =>
      withRetry(() => inTime(database, (session, clock) => findClosed(session, query, clock)), options),
  };
}
