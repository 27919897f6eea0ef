import type Database from 'better-sqlite3';
import type { Parameter } from './filter/statement.js';

/** How often each value came, NULL left out. */
export type Tally = Map<Exclude<Parameter, null>, number>;

/**
 * Runs a query that says `docket_tally(…)` of each of its rows, and gives what was counted of each argument. The engine's
 * own GROUP BY sorts all rows; counting them as they come takes a third of the time or less.
 */
export type RunTally = (columns: number, query: () => void) => Tally[];

export function prepareTally(db: Database.Database): RunTally {
  let tallies: Tally[] = [];
  db.function(
    'docket_tally',
    { deterministic: false, directOnly: true, varargs: true },
    (...values: unknown[]) => {
      for (const [column, value] of values.entries()) {
        if (typeof value !== 'string' && typeof value !== 'number') continue;
        const tally = tallies[column];
        tally?.set(value, (tally.get(value) ?? 0) + 1);
      }
      return 1;
    },
  );
  return (columns, query) => {
    tallies = Array.from({ length: columns }, () => new Map());
    query();
    return tallies;
  };
}
