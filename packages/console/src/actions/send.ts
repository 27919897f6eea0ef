import type { Connection } from '../api/connection.js';
import { type Sent, sendFindings, sendResults } from '../api/invoke.js';
import type { Refusal } from '../api/update.js';
import { type Batch, ENDED, type Ending, inBatches } from '../triage/in-batches.js';
import { batches, type Targets } from '../triage/run.js';

/** What is sent: findings, or results of an insight. */
export type Sendable =
  | { readonly kind: 'findings'; readonly targets: Targets }
  | { readonly kind: 'results'; readonly insight: string; readonly values: readonly string[] };

/** How far it has come, and at the end what became of it. */
export interface SendOutcome extends Ending {
  readonly events: number;
  readonly deliveries: number;
  /** How many were not sent, and the first of them. */
  readonly refusedCount: number;
  readonly refused: readonly Refusal[];
}

export const NOTHING_SENT: SendOutcome = {
  ...{ events: 0, deliveries: 0, refusedCount: 0, refused: [] },
  ...ENDED,
};

/** Of those that could not be sent, so many are named. */
const MOST_NAMED = 100;

const withSent = (outcome: SendOutcome, { events, deliveries, refused }: Sent): SendOutcome => ({
  ...outcome,
  events: outcome.events + events,
  deliveries: outcome.deliveries + deliveries,
  refusedCount: outcome.refusedCount + refused.length,
  refused: [...outcome.refused, ...refused].slice(0, MOST_NAMED),
});

/**
 * Sends to a custom action, a hundred at a time.
 *
 * @param onProgress told after every hundred
 * @returns what became of it, also if it failed or was stopped on the way
 */
export function sendAll(
  connection: Connection,
  action: string,
  sendable: Sendable,
  onProgress: (outcome: SendOutcome) => void,
  signal: AbortSignal,
): Promise<SendOutcome> {
  return inBatches(
    parts(connection, action, sendable, signal),
    { start: NOTHING_SENT, add: withSent, onProgress },
    signal,
  );
}

async function* parts(
  connection: Connection,
  action: string,
  sendable: Sendable,
  signal: AbortSignal,
): AsyncGenerator<Batch<Sent>> {
  if (sendable.kind === 'results') {
    const { insight, values } = sendable;
    yield { size: values.length, send: () => sendResults(connection, action, insight, values) };
    return;
  }
  for await (const identifiers of batches(connection, sendable.targets, signal)) {
    yield { size: identifiers.length, send: () => sendFindings(connection, action, identifiers) };
  }
}
