import { setTimeout as sleep } from 'node:timers/promises';

/** What is done again and again. */
export interface Recurring {
  /** From the end of one turn to the start of the next. */
  everyMs: number;
  /** Does one turn, and ends it early when the signal says so. */
  turn(signal: AbortSignal): Promise<void>;
  /** Told of a turn that failed; the next one comes all the same. */
  failed(error: unknown): void;
}

/** Does something at once, and then again and again until it is stopped. */
export class Recurrence {
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;

  constructor(recurring: Recurring) {
    this.#running = this.#run(recurring);
  }

  /** Begins nothing more, and resolves when the turn that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run({ everyMs, turn, failed }: Recurring): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await turn(signal).catch(failed);
      await pause(everyMs, signal);
    }
  }
}

/** Ends early when told to stop. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, { signal, ref: false }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
