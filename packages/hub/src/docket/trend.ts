import type { TrendCount } from '../store/statistics.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** From the worst to the least. */
const LABELS = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'] as const;

/** So many days in UTC, of which today is the last: `2026-03-04`. */
export function daysUntil(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(now.getTime() - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}

interface Counts {
  Created: number;
  Resolved: number;
  Archived: number;
}

interface Day extends Counts {
  Date: string;
  Groups?: ({ Value: string } & Counts)[];
}

/** Every day with what happened on it, also those on which nothing did, so that a chart has no gaps. */
export function renderTrend(
  days: readonly string[],
  counts: readonly TrendCount[],
  bySeverity: boolean,
): Day[] {
  const byDay = new Map(days.map((day): [string, TrendCount[]] => [day, []]));
  for (const count of counts) byDay.get(count.day)?.push(count);
  return [...byDay].map(([day, all]) => ({
    Date: day,
    ...sum(all),
    ...(bySeverity && {
      Groups: LABELS.map((label) => ({
        Value: label,
        ...sum(all.filter(({ severityLabel }) => severityLabel === label)),
      })),
    }),
  }));
}

function sum(counts: readonly TrendCount[]): Counts {
  const of = (event: TrendCount['event']): number =>
    counts.reduce((total, one) => (one.event === event ? total + one.count : total), 0);
  return { Created: of('created'), Resolved: of('resolved'), Archived: of('archived') };
}
