import { type Failure, failureOf, isAbort } from '../api/failure.js';

/** How what is done in batches came to its end. */
export interface Ending {
  /** Why it ended before its end. What was done until then is done. */
  readonly failure: Failure | undefined;
  /** Somebody stopped it. */
  readonly stopped: boolean;
  /** Of so many nobody knows: the hub was asked and its answer did not come. */
  readonly unknown: number;
}

export const ENDED: Ending = { failure: undefined, stopped: false, unknown: 0 };

/** One request for so many. */
export interface Batch<Result> {
  readonly size: number;
  readonly send: () => Promise<Result>;
}

/** How batches add up. */
export interface Tally<Outcome, Result> {
  readonly start: Outcome;
  readonly add: (outcome: Outcome, result: Result) => Outcome;
  /** Told after every batch. */
  readonly onProgress: (outcome: Outcome) => void;
}

/**
 * Sends one batch after another.
 *
 * @returns what became of it, also if it failed or was stopped on the way
 */
export async function inBatches<Outcome extends Ending, Result>(
  batches: AsyncIterable<Batch<Result>>,
  { start, add, onProgress }: Tally<Outcome, Result>,
  signal: AbortSignal,
): Promise<Outcome> {
  let outcome = start;
  let asked = 0;
  try {
    for await (const { size, send } of batches) {
      if (signal.aborted) return { ...outcome, stopped: true };
      asked = size;
      // Not aborted on the way: then nobody would know what became of it.
      outcome = add(outcome, await send());
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
