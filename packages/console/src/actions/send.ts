import type { Connection } from '../api/connection.js';
import { type Failure, failureOf, isAbort } from '../api/failure.js';
import { type Sent, sendFindings, sendResults } from '../api/invoke.js';
import type { Refusal } from '../api/update.js';
import { batches, type Targets } from '../triage/run.js';

/** What is sent: findings, or results of an insight. */
export type Sendable =
  | { readonly kind: 'findings'; readonly targets: Targets }
  | { readonly kind: 'results'; readonly insight: string; readonly values: readonly string[] };

/** How far it has come, and at the end what became of it. */
export interface SendOutcome {
  readonly events: number;
  readonly deliveries: number;
  /** How many were not sent, and the first of them. */
  readonly refusedCount: number;
  readonly refused: readonly Refusal[];
  /** Why it ended before its end. */
  readonly failure: Failure | undefined;
  readonly stopped: boolean;
  /** So many may be sent or not: the hub was asked and its answer did not come. */
  readonly unknown: number;
}

export const NOTHING_SENT: SendOutcome = {
  ...{
    events: 0,
    deliveries: 0,
    refusedCount: 0,
    refused: [],
    failure: undefined,
    stopped: false,
    unknown: 0,
  },
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
export async function sendAll(
  connection: Connection,
  action: string,
  sendable: Sendable,
  onProgress: (outcome: SendOutcome) => void,
  signal: AbortSignal,
): Promise<SendOutcome> {
  let outcome = NOTHING_SENT;
  let asked = 0;
  try {
    for await (const { size, send } of parts(connection, action, sendable, signal)) {
      if (signal.aborted) return { ...outcome, stopped: true };
      asked = size;
      // Not aborted on the way: then nobody would know what became of it.
      outcome = withSent(outcome, await send());
      asked = 0;
      onProgress(outcome);
    }
    return outcome;
  } catch (error) {
    if (isAbort(error)) return { ...outcome, stopped: true };
    const failure = failureOf(error);
    const isRefused = failure.status >= 400 && failure.status < 500;
    return { ...outcome, failure, unknown: isRefused ? 0 : asked };
  }
}

async function* parts(
  connection: Connection,
  action: string,
  sendable: Sendable,
  signal: AbortSignal,
): AsyncGenerator<{ size: number; send: () => Promise<Sent> }> {
  if (sendable.kind === 'results') {
    const { insight, values } = sendable;
    yield { size: values.length, send: () => sendResults(connection, action, insight, values) };
    return;
  }
  for await (const identifiers of batches(connection, sendable.targets, signal)) {
    yield { size: identifiers.length, send: () => sendFindings(connection, action, identifiers) };
  }
}
