import type { DeliveryState } from '../events.js';

const STATES: readonly DeliveryState[] = ['PENDING', 'DELIVERED', 'DEAD'];

/** Throws for what only a newer Docket or a damaged database can hold. */
export function toState(text: string): DeliveryState {
  const state = STATES.find((one) => one === text);
  if (state === undefined) throw new Error(`Unknown state of a delivery: ${text}`);
  return state;
}
