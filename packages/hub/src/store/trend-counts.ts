import type { ClosingEvent, TrendCount } from './statistics.js';

type Event = TrendCount['event'];

/** Characters of a day, with which times begin. */
export const DAY = 10;

/** An entry of a finding's history: which finding, on which day, the finding's label (empty for none), and the updates' text. */
export type ClosingEntry = readonly [finding: string, day: string, label: string, updates: string];

/** Counts what entries closed; each finding counts once a day, however often it was opened again. */
export function countClosings(entries: Iterable<ClosingEntry>): TrendCount[] {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (const [finding, day, label, updates] of entries) {
    for (const event of closingsIn(updates)) {
      const once = `${finding} ${event} ${day}`;
      if (seen.has(once)) continue;
      seen.add(once);
      const key = `${event} ${day}${label}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts].map(([key, count]) => {
    const [event = '', rest = ''] = key.split(/ (.*)/s);
    return trendCount(event === 'resolved' ? 'resolved' : 'archived', rest, count);
  });
}

/** @param key the day, and behind it the label */
export const trendCount = (event: Event, key: string, count: number): TrendCount => ({
  event,
  day: key.slice(0, DAY),
  severityLabel: key.slice(DAY) || null,
  count,
});

/** Whether an entry of the history closed its finding in a certain way. The trend counts by the same. */
export const closes = (updates: string, event: ClosingEvent): boolean => closingsIn(updates).includes(event);

/** How an entry of the history closed its finding, if it did: see `history-text.ts` for its form. */
function closingsIn(updates: string): ClosingEvent[] {
  const rows: [field: string, before: unknown, after: unknown][] = JSON.parse(updates);
  return rows.flatMap(([field, before, after]): ClosingEvent[] => {
    if (field === 'Workflow')
      return changed(Object(before).Status, Object(after).Status, 'RESOLVED', 'resolved');
    return field === 'RecordState' ? changed(before, after, 'ARCHIVED', 'archived') : [];
  });
}

const changed = (before: unknown, after: unknown, to: string, event: ClosingEvent): ClosingEvent[] =>
  after === to && before !== to ? [event] : [];
