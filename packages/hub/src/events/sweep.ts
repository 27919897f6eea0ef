import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
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
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;

  constructor(
    private readonly store: Pick<Store, 'control' | 'deliveries'>,
    private readonly log: Pick<Logger, 'error'>,
    private readonly everyMs = EVERY_MS,
  ) {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#sweep(Date.now()).catch((error: unknown) => {
        this.log.error({ err: error }, 'old deliveries cannot be removed');
      });
      await sleep(this.everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #sweep(now: number): Promise<void> {
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
      } while (removed > 0 && !this.#stopping.signal.aborted);
    }
  }
}
