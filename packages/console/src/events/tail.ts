import { at, listOf, textAt } from '../json.js';

/** So many are kept: more nobody reads, and a page must not grow for as long as it is open. */
export const MOST_KEPT = 500;

/** An event as it is shown. */
export interface SeenEvent {
  readonly id: string;
  readonly time: string;
  readonly type: string;
  /** What it is about: a finding's title, or an insight's name. */
  readonly subject: string;
  readonly event: unknown;
}

/** What a tail has brought. */
export interface Seen {
  /** The newest first. */
  readonly events: readonly SeenEvent[];
  /** All since the start, also those that are kept no more. */
  readonly count: number;
}

export const NOTHING_SEEN: Seen = { events: [], count: 0 };

function seenEvent(event: unknown): SeenEvent {
  const [finding] = listOf(at(event, 'detail', 'findings'));
  return {
    id: textAt(event, 'id'),
    time: textAt(event, 'time'),
    type: textAt(event, 'detail-type'),
    subject: textAt(finding, 'Title') || textAt(finding, 'Id') || textAt(event, 'detail', 'insightName'),
    event,
  };
}

/** @param arrived the oldest first */
export const withArrived = ({ events, count }: Seen, arrived: readonly unknown[]): Seen => ({
  events: [...arrived.map(seenEvent).reverse(), ...events].slice(0, MOST_KEPT),
  count: count + arrived.length,
});
