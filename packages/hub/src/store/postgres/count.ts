import type { Statistics, StatisticsQuery, ValueCount } from '../statistics.js';
import { mostFrequent } from '../value-counts.js';
import { countingOf } from './counting.js';
import type { Clock } from './query-time.js';
import type { Session } from './session.js';
import { tally } from './tally.js';

/** Counts findings. It reads no documents but for filters. */
export async function countFindings(
  session: Session,
  query: StatisticsQuery,
  clock: Clock,
): Promise<Statistics> {
  const { filter, groupBy, limit } = query;
  const countings = groupBy.map(countingOf);
  // Several attributes of checks are counted by the same.
  const expressions = [...new Set(countings.map(({ expression }) => expression))];
  const reads = new Set(countings.flatMap((counting) => counting.reads));
  const { total, tallies } = await tally(session, query, { filter, expressions, reads }, clock);
  const groups: ValueCount[][] = [];
  for (const { expression, valuesOf } of countings) {
    const counted = tallies[expressions.indexOf(expression)] ?? new Map();
    groups.push(mostFrequent(await valuesOf(session, query, counted), limit));
  }
  return { total, groups };
}
