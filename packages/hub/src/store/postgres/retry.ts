import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '../../errors.js';
import { Interrupted, isCancelled, isConflict, isShortage, isShutOut } from './failures.js';

/** For how long a call is tried again before its client is told to come back later. */
const TOTAL_MS = 10_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

export interface RetryOptions {
  totalMs?: number;
  /**
   * The attempt looks at what is there before it writes, so that it may be made again even if nobody knows whether the
   * one before it has come through.
   */
  repeatable?: boolean;
  /** Told of every failure that is not the caller's. */
  report?: (error: unknown) => void;
}

/**
 * Makes an attempt again while the database is away, restarts, or undid it for the sake of another transaction.
 *
 * @param attempt one whole unit of work: a statement of its own, or a transaction from BEGIN to COMMIT
 * @throws ServiceError ServiceUnavailableException, which clients retry, once the time is up, or at once where the outcome
 *   is unknown and the attempt must not be made twice; anything else as it was thrown
 */
export async function withRetry<Result>(
  attempt: () => Promise<Result>,
  { totalMs = TOTAL_MS, repeatable = false, report }: RetryOptions = {},
): Promise<Result> {
  const end = performance.now() + totalMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      const again = mayRepeat(error, repeatable);
      if (again === undefined) throw error;
      report?.(error);
      // Between half of the pause and the whole: those who failed together do not come back together.
      const wait = pause * (0.5 + Math.random() / 2);
      if (!again || performance.now() + wait > end) throw unavailable(error);
      await sleep(wait);
    }
  }
}

/** Undefined for an error that is not about the database being away. */
function mayRepeat(error: unknown, repeatable: boolean): boolean | undefined {
  if (error instanceof Interrupted) return repeatable || error.outcome === 'none';
  if (isConflict(error) || isShortage(error)) return true;
  // It took its whole time: it would again.
  return isCancelled(error) || isShutOut(error) ? false : undefined;
}

function unavailable(cause: unknown): ServiceError {
  const error = new ServiceError(
    'ServiceUnavailableException',
    isCancelled(cause)
      ? 'The database took too long to answer. Try again.'
      : 'The database cannot be used at the moment. Try again.',
  );
  // For the log of whoever looks: clients are not told.
  error.cause = cause;
  return error;
}
