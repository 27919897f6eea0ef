import type { Filters } from '../filter/filters.js';
import { at, listOf, numberAt, textAt } from '../json.js';
import type { Connection } from './connection.js';

/** What a day brought. */
export interface TrendDay {
  /** `2026-03-04`, in UTC. */
  readonly day: string;
  /** Findings that were created on it. */
  readonly created: number;
  /** Findings whose workflow status became RESOLVED. */
  readonly resolved: number;
  /** Findings that their provider archived: it does not see them any more. */
  readonly archived: number;
}

/** The last days, the oldest first. */
export async function getTrend(
  connection: Connection,
  { filters, days }: { filters: Filters; days: number },
  signal: AbortSignal,
): Promise<TrendDay[]> {
  const answer = await connection.json({
    method: 'POST',
    path: '/_docket/findings/trend',
    body: { Filters: filters, Days: days },
    signal,
  });
  return listOf(at(answer, 'Days')).map((day) => ({
    day: textAt(day, 'Date'),
    created: numberAt(day, 'Created'),
    resolved: numberAt(day, 'Resolved'),
    archived: numberAt(day, 'Archived'),
  }));
}
