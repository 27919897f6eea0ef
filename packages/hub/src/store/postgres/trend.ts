import { and, type Filter, leaf } from '../../findings/filter/tree.js';
import type { TrendCount, TrendQuery } from '../statistics.js';
import { type ClosingEntry, countClosings, DAY, trendCount } from '../trend-counts.js';
import { textArray } from './arrays.js';
import { isExact } from './filter/compile.js';
import { Parameters } from './filter/parameters.js';
import { passingKeys } from './passing.js';
import type { Clock } from './query-time.js';
import { type Selection, selection } from './select.js';
import type { Session } from './session.js';
import { tally } from './tally.js';
import { decodeText } from './text.js';

const NONE: Pick<Selection, 'source' | 'reads'> = { source: undefined, reads: new Set() };

/** Counts what became of findings, day by day. */
export async function countTrend(session: Session, query: TrendQuery, clock: Clock): Promise<TrendCount[]> {
  const closed = await closingEntries(session, query, clock);
  return [...(await createdIn(session, query, clock)), ...countClosings(closed)];
}

/** By day and label, as one text. */
async function createdIn(session: Session, query: TrendQuery, clock: Clock): Promise<TrendCount[]> {
  const range = { gte: `${query.from}T00:00:00.000000000Z`, lte: `${query.to}T23:59:59.999999999Z` };
  const created = leaf({ kind: 'date', attribute: 'CreatedAt', ranges: [range] });
  const expression = `left(f.created_at, ${DAY}) || coalesce(f.severity_label, '')`;
  const counted = { filter: and([created, query.filter]), expressions: [expression], reads: NONE.reads };
  const { tallies } = await tally(session, query, counted, clock);
  return [...(tallies[0] ?? [])].map(([key, count]) => trendCount('created', decodeText(key), count));
}

/** Of the selected findings that may have been closed, every entry that may have done it. */
export async function closingEntries(
  session: Session,
  query: TrendQuery,
  clock: Clock,
): Promise<ClosingEntry[]> {
  const parameters = new Parameters(query);
  // A day comes after all of its times with `~` behind it. As the index `history_closed` has it.
  const [from, to] = [parameters.bind(query.from), parameters.bind(`${query.to}~`)];
  const closing = `h.account = $account AND h.time BETWEEN ${from} AND ${to}
    AND (strpos(h.updates, '"RESOLVED"') > 0 OR strpos(h.updates, '"ARCHIVED"') > 0)`;
  const among = (keys: string): Partial<Selection> => ({ conditions: [`f.key = ANY (${keys})`] });
  const selected = { ...NONE, ...among(`ARRAY(SELECT h.key FROM history h WHERE ${closing})`) };
  const passed = async (filter: Filter): Promise<Selection> => {
    if (isExact(filter)) return { ...selected, filter };
    const found: string[] = [];
    for await (const keys of passingKeys(session, { ...selected, filter }, parameters, clock))
      found.push(...keys);
    return { ...NONE, ...among(`${parameters.bind(textArray(found))}::text[]`), filter: and([]) };
  };
  const found = selection(await passed(query.filter), parameters);
  const { rows } = await session.rows<[finding: string, day: string, label: string, updates: string]>(
    parameters.statement(`
      SELECT s.key, left(h.time, ${DAY}), s.label, h.updates
      FROM (SELECT f.key, coalesce(f.severity_label, '') AS label ${found}) s
      JOIN history h ON h.key = s.key AND ${closing}`),
  );
  return rows.map(([finding, day, label, updates]) => [finding, day, decodeText(label), updates]);
}
