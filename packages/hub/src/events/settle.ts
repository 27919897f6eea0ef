import type { Delivery, Settlement } from '../store/events.js';
import { MAX_ATTEMPTS, waitAfter } from './backoff.js';
import type { Outcome } from './sinks/sink.js';

/** What a batch of attempts came to, in as few statements as can be: most of them came to the same. */
export function settlements(
  deliveries: readonly Delivery[],
  outcomes: readonly (Outcome | undefined)[],
  now: Date,
  random: number,
): Settlement[] {
  const groups = new Map<string, Settlement & { ids: string[] }>();
  deliveries.forEach((delivery, index) => {
    const settled = settlement(delivery, outcomes[index] ?? { kind: 'broken off' }, now, random);
    const name = JSON.stringify(settled);
    const group = groups.get(name);
    if (group) group.ids.push(delivery.id);
    else groups.set(name, { ...settled, ids: [delivery.id] });
  });
  return [...groups.values()];
}

function settlement(
  { attempts, message: before, due }: Delivery,
  outcome: Outcome,
  now: Date,
  random: number,
): Omit<Settlement, 'ids'> {
  const tried = now.toISOString();
  const at = (milliseconds: number): string => new Date(now.getTime() + milliseconds).toISOString();
  switch (outcome.kind) {
    case 'broken off':
      return { state: 'PENDING', due: tried, message: before ?? 'broken off when the hub stopped', tried };
    case 'delivered':
      return { state: 'DELIVERED', due, message: outcome.message, tried };
    case 'refused':
      return { state: 'DEAD', due, message: outcome.message, tried };
    case 'failed': {
      const { message } = outcome;
      if (attempts >= MAX_ATTEMPTS) return { state: 'DEAD', due, message, tried };
      // A receiver that is never patient must not use up all attempts within minutes.
      const wait = Math.max(outcome.afterMs ?? 0, waitAfter(attempts, random));
      return { state: 'PENDING', due: at(wait), message, tried };
    }
  }
}
