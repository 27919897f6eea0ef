import type Database from 'better-sqlite3';
import type { ClosedPage, ClosedQuery } from '../statistics.js';
import { closes } from '../trend-counts.js';
import { Parameters } from './filter/statement.js';
import { pageRows, preparePage } from './query.js';
import { prepareScopes } from './scopes.js';
import { type Source, selection } from './select.js';
import { prepareQueries } from './statements.js';
import type { TimeLimit } from './time-limit.js';
import { CLOSING, IN_TIME } from './trend.js';

/** Findings with an entry that closed them, looked for along the index of entries that may have. */
const CLOSED: Source = {
  kind: 'rows',
  text: `SELECT rid FROM history INDEXED BY history_closed
    WHERE ${IN_TIME} AND ${CLOSING} AND docket_closes(updates, @event)`,
};

/** Prepares the listing of findings that were closed on a day on a connection. */
export function prepareClosed(db: Database.Database, inTime: TimeLimit): (query: ClosedQuery) => ClosedPage {
  db.function(
    'docket_closes',
    { deterministic: true, directOnly: true },
    (updates: unknown, event: unknown) =>
      Number(closes(String(updates), event === 'resolved' ? 'resolved' : 'archived')),
  );
  const run = prepareQueries(db);
  const scopeOf = prepareScopes(db);
  const pageOf = preparePage(db);
  // One snapshot for the page and the number of all.
  const snapshot = db.transaction((query: ClosedQuery): ClosedPage => {
    const { account, region, filter, event, day, limit } = query;
    const number = scopeOf(account, region);
    if (number === undefined) return { documents: [], total: 0 };
    const scope = { scope: number, account, region, event, from: day, to: `${day}~` };
    const parameters = new Parameters();
    const counted = `SELECT count(*) ${selection(filter, CLOSED, new Set(), parameters)}`;
    const [[total] = []] = run(counted, { ...scope, ...parameters.values });
    const rows = pageRows(query, scope, run)(CLOSED, {}, filter);
    return { ...pageOf(rows, limit), total: Number(total) };
  });
  return (query) => inTime(() => snapshot(query));
}
