import { setMaxListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { Logger } from 'pino';
import { createSealer } from '../access/sealer.js';
import type { HubConfig } from '../config.js';
import type { DueSink, NewDelivery } from '../store/events.js';
import type { FindingStore } from '../store/findings.js';
import type { Store } from '../store/store.js';
import { Dispatcher, type DispatcherParts } from './dispatcher.js';
import { EventRouter } from './router.js';
import { createNetworks } from './sinks/networks.js';
import { openSink, type SinkParts } from './sinks/open.js';
import { DeliverySweep } from './sweep.js';

export interface EventParts {
  store: Pick<Store, 'control' | 'deliveries'>;
  masterKey: Buffer;
  config: HubConfig['events'];
  meter: DispatcherParts['meter'];
  log: Logger;
}

/** Everything about events in one hub: from the finding that is written to the sink that is told of it. */
export class Events {
  readonly router: EventRouter;
  readonly sinks: SinkParts;
  readonly #stopping = new AbortController();
  #loops: { dispatcher: Dispatcher; sweep: DeliverySweep } | undefined;

  constructor(private readonly parts: EventParts) {
    const { store, masterKey, config } = parts;
    if (config.folder !== undefined) mkdirSync(config.folder, { recursive: true, mode: 0o750 });
    // Whoever waits at a live tail listens to it.
    setMaxListeners(0, this.#stopping.signal);
    this.router = new EventRouter(store.control);
    this.sinks = {
      sealer: createSealer(masterKey, 'docket event sinks'),
      networks: createNetworks(config.deniedNetworks),
      folder: config.folder,
    };
  }

  /** Aborted when the hub stops. */
  get stopping(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Says that there is something to deliver; of a sink that is named, now. */
  readonly awake = (sink?: string): void => this.#loops?.dispatcher.wake(sink);

  /**
   * A finding store that writes, with findings, the deliveries that tell of them: whatever is acknowledged is announced.
   */
  announced(findings: FindingStore): FindingStore {
    return {
      ...findings,
      commit: async (writes) => {
        const deliveries = await this.router.ofWrites(writes, new Date());
        const committed = await findings.commit(writes, deliveries);
        if (committed) this.#loops?.dispatcher.serve(sinksOf(deliveries));
        return committed;
      },
    };
  }

  /** Begins to deliver. */
  start(): void {
    const { store, meter, log } = this.parts;
    const dispatcher = new Dispatcher({
      ...{ deliveries: store.deliveries, definitions: store.control, meter, log },
      open: (row) => openSink(row, this.sinks),
      now: () => new Date(),
    });
    this.#loops = { dispatcher, sweep: new DeliverySweep(store, log) };
  }

  /** Ends what waits for events. The rest stays until `stop`, as calls that are under way may still bring some. */
  closing(): void {
    this.#stopping.abort();
  }

  /** Breaks off what is being sent; it is sent again at the next start. */
  async stop(): Promise<void> {
    this.closing();
    await Promise.all([this.#loops?.dispatcher.stop(), this.#loops?.sweep.stop()]);
  }
}

/** Where deliveries are to be brought to. Live tails, which are their own rules, are read from. */
const sinksOf = (deliveries: readonly NewDelivery[]): Iterable<DueSink> =>
  new Map(
    deliveries
      .filter(({ sink, rule }) => sink !== rule)
      .map(({ account, region, sink }) => [sink, { account, region, id: sink }]),
  ).values();
