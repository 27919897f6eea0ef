import { toInstant } from '../instant.js';
import type { AttributeName } from './attributes.js';
import { empty, type FilterValue, missing, textOf } from './members.js';
import type { Place } from './place.js';
import { type Filter, leaf, type Range } from './tree.js';

const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse('0000-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');
/** Longer than any timestamp has reason to be. */
const MAX_TIMESTAMP_LENGTH = 64;

/** Date filters: from Start to End, both included and both optional, or a number of days before now. Any suffices. */
export function parseDates(
  attribute: AttributeName,
  values: readonly FilterValue[],
  now: Date,
  place: Place,
): Filter {
  const ranges = values.map((value, index) => dateRange(value, now, place.item(index)));
  return leaf({ kind: 'date', attribute, ranges });
}

function dateRange(value: FilterValue, now: Date, place: Place): Range<string> {
  const gte = instantOf(value, 'Start', place);
  const lte = instantOf(value, 'End', place);
  const { DateRange: relative } = value;
  if (relative === undefined) {
    if (gte === undefined && lte === undefined) throw empty(place);
    return { ...(gte !== undefined && { gte }), ...(lte !== undefined && { lte }) };
  }
  if (gte !== undefined || lte !== undefined) {
    throw place.refusal('should NOT have DateRange together with Start or End');
  }
  if (typeof relative !== 'object' || relative === null) {
    throw place.member('DateRange').refusal('should be object');
  }
  return relativeRange({ ...relative }, now, place.member('DateRange'));
}

/**
 * WITHIN the last days, their first instant included, or OLDER_THAN that. What lies ahead of now is within: the clocks
 * of providers run ahead, and their latest findings must not be the ones that are missing.
 */
function relativeRange(range: FilterValue, now: Date, place: Place): Range<string> {
  const { Value: days, Comparison = 'WITHIN' } = range;
  if (days === undefined) throw missing('Value', place);
  if (typeof days !== 'number') throw place.member('Value').refusal('should be number');
  if (days < 0) throw place.member('Value').refusal('should be >= 0');
  const limit = daysBefore(now, days);
  return Comparison === 'OLDER_THAN' ? { lt: limit } : { gte: limit };
}

/** A range that reaches further than calendars do ends where they end. */
function daysBefore(now: Date, days: number): string {
  const time = Math.max(FIRST_MS, Math.min(LAST_MS, now.getTime() - days * DAY_MS));
  const instant = toInstant(new Date(time).toISOString());
  if (instant === undefined) throw new Error('a date has no instant');
  return instant;
}

function instantOf(value: FilterValue, name: 'Start' | 'End', place: Place): string | undefined {
  if (value[name] === undefined) return undefined;
  const instant = toInstant(textOf(value, name, place, MAX_TIMESTAMP_LENGTH));
  if (instant === undefined) throw place.member(name).refusal('should be a date');
  return instant;
}
