import type Database from 'better-sqlite3';

/** What the error of a query that took too long says; other threads know it by this. */
export const TOO_LONG = 'the query took too long';

/** The time that one query may take, in milliseconds: it holds up those that come after it on its thread. */
export const QUERY_MS = 20_000;

/** Runs a query, whose time begins now. */
export type TimeLimit = <Result>(query: () => Result) => Result;

/**
 * Bounds the time of queries on a connection. Texts that read row after row say `docket_in_time()` among their
 * conditions, which ends the query when its time is up: the engine itself does not look at a clock.
 */
export function limitTime(db: Database.Database, milliseconds: number): TimeLimit {
  let until = 0;
  db.function('docket_in_time', { deterministic: false, directOnly: true }, () => {
    if (performance.now() > until) throw new Error(TOO_LONG);
    return 1;
  });
  return (query) => {
    until = performance.now() + milliseconds;
    return query();
  };
}
