import type Database from 'better-sqlite3';
import type { TrendCount, TrendQuery } from '../statistics.js';
import { countClosings, trendCount } from '../trend-counts.js';
import { type Parameter, Parameters } from './filter/statement.js';
import { choosePlan } from './plan.js';
import { prepareScopes } from './scopes.js';
import { selection } from './select.js';
import { prepareQueries, type RunQuery } from './statements.js';
import type { RunTally } from './tally.js';
import type { TimeLimit } from './time-limit.js';

type Values = Readonly<Record<string, Parameter>>;

/** The entries of the history that the index `history_closed` holds: those that may have closed a finding. */
export const CLOSING = `(instr(updates, '"RESOLVED"') > 0 OR instr(updates, '"ARCHIVED"') > 0)`;

export const IN_TIME = 'time BETWEEN @from AND @to';

/** Prepares the counting of what became of findings on a connection. */
export function prepareTrend(
  db: Database.Database,
  inTime: TimeLimit,
  runTally: RunTally,
): (query: TrendQuery) => TrendCount[] {
  const run = prepareQueries(db);
  const scopeOf = prepareScopes(db);
  const snapshot = db.transaction((query: TrendQuery): TrendCount[] => {
    const { account, region } = query;
    const number = scopeOf(account, region);
    if (number === undefined) return [];
    // Days are the beginnings of times: with `~` behind it, a day comes after all of its own.
    const scope = { scope: number, account, region, from: query.from, to: `${query.to}~` };
    return [...createdIn(scope, query, run, runTally), ...closedIn(scope, query, run)];
  });
  return (query) => inTime(() => snapshot(query));
}

/** By day and label, as one text: a day has ten characters. */
function createdIn(scope: Values, { filter }: TrendQuery, run: RunQuery, runTally: RunTally): TrendCount[] {
  const parameters = new Parameters();
  const inTime = 'f.created_at BETWEEN @from AND @to';
  const plan = choosePlan(filter, scope, run);
  const found = selection(filter, plan.source, new Set(), parameters, inTime);
  const [tally = new Map()] = runTally(1, () => {
    const counted = `substr(f.created_at, 1, 10) || coalesce(f.severity_label, '')`;
    run(`SELECT sum(docket_tally(${counted})) ${found}`, {
      ...{ ...scope, ...plan.parameters, ...parameters.values },
    });
  });
  return [...tally].map(([key, count]) => trendCount('created', String(key), count));
}

/** Of the selected findings that may have been closed, every entry that may have done it. */
function closedIn(scope: Values, { filter }: TrendQuery, run: RunQuery): TrendCount[] {
  const parameters = new Parameters();
  // In their order, rows that lie together are read together.
  const text = `SELECT rid FROM history INDEXED BY history_closed WHERE ${IN_TIME} AND ${CLOSING} ORDER BY rid`;
  const found = selection(filter, { kind: 'rows', text }, new Set(), parameters);
  const entries = run(
    `SELECT s.rid, substr(h.time, 1, 10), s.label, h.updates
    FROM (SELECT f.rid AS rid, coalesce(f.severity_label, '') AS label ${found}) s
    CROSS JOIN history h ON h.rid = s.rid AND ${IN_TIME} AND ${CLOSING}`,
    { ...scope, ...parameters.values },
  );
  return countClosings(
    entries.map(([rid, day, label, updates]) => [String(rid), String(day), String(label), String(updates)]),
  );
}
