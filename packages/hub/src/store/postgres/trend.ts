import { and, type Filter, leaf } from '../../findings/filter/tree.js';
import type { TrendCount, TrendQuery } from '../statistics.js';
import { textArray } from './arrays.js';
import { isExact } from './filter/compile.js';
import { Parameters } from './filter/parameters.js';
import { passingKeys } from './passing.js';
import type { Clock } from './query-time.js';
import { type Selection, selection } from './select.js';
import type { Session } from './session.js';
import { tally } from './tally.js';
import { decodeText } from './text.js';

type Event = TrendCount['event'];

/** Characters of a day, with which times begin. */
const DAY = 10;
const NONE: Pick<Selection, 'source' | 'reads'> = { source: undefined, reads: new Set() };

/** Counts what became of findings, day by day. */
export async function countTrend(session: Session, query: TrendQuery, clock: Clock): Promise<TrendCount[]> {
  return [...(await createdIn(session, query, clock)), ...(await closedIn(session, query, clock))];
}

/** By day and label, as one text. */
async function createdIn(session: Session, query: TrendQuery, clock: Clock): Promise<TrendCount[]> {
  const range = { gte: `${query.from}T00:00:00.000000000Z`, lte: `${query.to}T23:59:59.999999999Z` };
  const created = leaf({ kind: 'date', attribute: 'CreatedAt', ranges: [range] });
  const expression = `left(f.created_at, ${DAY}) || coalesce(f.severity_label, '')`;
  const counted = { filter: and([created, query.filter]), expressions: [expression], reads: NONE.reads };
  const { tallies } = await tally(session, query, counted, clock);
  return [...(tallies[0] ?? [])].map(([key, count]) => trendCount('created', key, count));
}

type Entry = [key: string, day: string, label: string, updates: string];

/** Of the selected findings that may have been closed, every entry that may have done it. */
async function closedIn(session: Session, query: TrendQuery, clock: Clock): Promise<TrendCount[]> {
  const counts = new Map<string, number>();
  // Each finding counts once a day, however often it was opened again.
  const seen = new Set<string>();
  for (const [key, day, label, updates] of await closingEntries(session, query, clock)) {
    for (const event of closingsIn(updates)) {
      const once = `${key} ${event} ${day}`;
      if (seen.has(once)) continue;
      seen.add(once);
      const name = `${event} ${day}${label}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].map(([name, count]) => {
    const [event = '', rest = ''] = name.split(/ (.*)/s);
    return trendCount(event === 'resolved' ? 'resolved' : 'archived', rest, count);
  });
}

async function closingEntries(session: Session, query: TrendQuery, clock: Clock): Promise<Entry[]> {
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
  const { rows } = await session.rows<Entry>(
    parameters.statement(`
      SELECT s.key, left(h.time, ${DAY}), s.label, h.updates
      FROM (SELECT f.key, coalesce(f.severity_label, '') AS label ${found}) s
      JOIN history h ON h.key = s.key AND ${closing}`),
  );
  return rows;
}

const trendCount = (event: Event, key: string, count: number): TrendCount => ({
  event,
  day: key.slice(0, DAY),
  severityLabel: decodeText(key.slice(DAY)) || null,
  count,
});

/** How an entry of the history closed its finding, if it did: see `history-text.ts` for its form. */
function closingsIn(updates: string): Event[] {
  const rows: [field: string, before: unknown, after: unknown][] = JSON.parse(updates);
  return rows.flatMap(([field, before, after]): Event[] => {
    if (field === 'Workflow')
      return changed(Object(before).Status, Object(after).Status, 'RESOLVED', 'resolved');
    return field === 'RecordState' ? changed(before, after, 'ARCHIVED', 'archived') : [];
  });
}

const changed = (before: unknown, after: unknown, to: string, event: Event): Event[] =>
  after === to && before !== to ? [event] : [];
