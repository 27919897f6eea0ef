import type { Logger } from 'pino';
import { Recurrence } from '../operating/recurring.js';
import type { Store } from '../store/store.js';
import { firstIdAt } from '../store/time-ordered-id.js';

const EVERY_MS = 10 * 60_000;
const AT_ONCE = 500;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** How long is kept, from when an event was made. */
const KEEP_DELIVERED_MS = DAY_MS;
const KEEP_DEAD_MS = 14 * DAY_MS;

/** Removes deliveries that nobody needs any more, and live tails whose readers are gone, every ten minutes. */
export class DeliverySweep {
  readonly #recurrence: Recurrence;

  constructor(
    private readonly store: Pick<Store, 'control' | 'deliveries'>,
    log: Pick<Logger, 'error'>,
    everyMs = EVERY_MS,
  ) {
    this.#recurrence = new Recurrence({
      everyMs,
      turn: (signal) => this.#sweep(Date.now(), signal),
      failed: (error) => log.error({ err: error }, 'old deliveries cannot be removed'),
    });
  }

  stop(): Promise<void> {
    return this.#recurrence.stop();
  }

  async #sweep(now: number, signal: AbortSignal): Promise<void> {
    const { control, deliveries } = this.store;
    await control.removeEventTails(new Date(now).toISOString());
    for (const { account } of await control.listAccounts()) {
      let removed: number;
      do {
        removed = await deliveries.prune({
          account,
          delivered: firstIdAt(now - KEEP_DELIVERED_MS),
          dead: firstIdAt(now - KEEP_DEAD_MS),
          lost: firstIdAt(now - HOUR_MS),
          limit: AT_ONCE,
        });
      } while (removed > 0 && !signal.aborted);
    }
  }
}
