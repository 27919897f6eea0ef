import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ByteBudget } from '../byte-budget.js';
import type { ControlStore } from '../store/control.js';
import {
  type Delivery,
  type DeliveryStore,
  type DueSink,
  type EventSinkRow,
  MAX_TAKEN_BYTES,
} from '../store/events.js';
import { settlements } from './settle.js';
import type { Outcome, Sink } from './sinks/sink.js';

/** How often is looked for what other hubs have written, and for what is to be tried again. */
const POLL_MS = 1_000;
/** Longer than a batch can take, however slow its sink is; so long wait the events of a hub that was killed. */
const CLAIM_MS = 30_000;
/** A sink at which a whole batch failed is left alone for a while, so that a long queue does not run through its attempts. */
const REST_MS = 5_000;
const LONGEST_REST_MS = 60_000;
/** Texts of events that all sinks together have in hand: their number is not bounded, and receivers may be slow. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface DispatcherParts {
  deliveries: Pick<DeliveryStore, 'due' | 'claim' | 'settle' | 'note'>;
  definitions: Pick<ControlStore, 'listEventSinks'>;
  open(row: EventSinkRow): Sink;
  meter: { delivered(result: 'delivered' | 'failed' | 'dead', events: number): void };
  log: Pick<Logger, 'warn' | 'error'>;
  now(): Date;
}

/**
 * Brings events to their sinks, each at least once, sink by sink and side by side. Any number of hubs may do so on one
 * database. Nothing is kept here but which sinks are resting.
 */
export class Dispatcher {
  readonly #stopping = new AbortController();
  readonly #busy = new Map<string, Promise<void>>();
  /** Sinks for which there was more while they were busy. */
  readonly #again = new Set<string>();
  readonly #memory = new ByteBudget(MAX_BYTES);
  readonly #resting = new Map<string, { until: number; times: number }>();
  readonly #running: Promise<void>;
  #wake = new AbortController();

  /** Starts at once. */
  constructor(
    private readonly parts: DispatcherParts,
    private readonly pollMs = POLL_MS,
  ) {
    // Each event that is being sent listens to it.
    setMaxListeners(0, this.#stopping.signal);
    this.#running = this.#run();
  }

  /** There is something to do. @param sink one that need not rest any longer */
  wake(sink?: string): void {
    if (sink !== undefined) this.#resting.delete(sink);
    this.#wake.abort();
  }

  /** Something was written for these sinks. To look for whatever is due would ask all shards of a cluster, for each commit. */
  serve(sinks: Iterable<DueSink>): void {
    for (const sink of sinks) this.#begin(sink);
  }

  /** Begins nothing more, breaks off what is being sent, and resolves when that is written down. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    await this.#running;
    await Promise.all(this.#busy.values());
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#wake = new AbortController();
      try {
        for (const sink of await this.parts.deliveries.due(this.parts.now().toISOString())) this.#begin(sink);
      } catch (error) {
        this.parts.log.error({ err: error }, 'events cannot be looked for');
      }
      const signal = AbortSignal.any([this.#wake.signal, this.#stopping.signal]);
      await sleep(this.pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  #begin(sink: DueSink): void {
    const rest = this.#resting.get(sink.id);
    if (this.#stopping.signal.aborted || (rest !== undefined && performance.now() < rest.until)) return;
    if (this.#busy.has(sink.id)) {
      this.#again.add(sink.id);
      return;
    }
    const done = this.#serve(sink)
      .catch((error: unknown) =>
        this.parts.log.error({ err: error, sink: sink.id }, 'events cannot be delivered'),
      )
      .finally(() => {
        this.#busy.delete(sink.id);
        if (this.#again.delete(sink.id)) this.#begin(sink);
      });
    this.#busy.set(sink.id, done);
  }

  /** Sends everything that is due at a sink, batch by batch, until it fails. */
  async #serve(sink: DueSink): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const outcomes = await this.#send(sink);
      if (outcomes === undefined) return;
      if (outcomes.every(({ kind }) => kind === 'failed')) {
        this.#rest(sink);
        return;
      }
      this.#resting.delete(sink.id);
    }
  }

  /** Sends one batch, and writes down what came of it; undefined if there is nothing to send, or may be nothing. */
  async #send(sink: DueSink): Promise<Outcome[] | undefined> {
    const { deliveries, definitions, open, now } = this.parts;
    // As much as a batch may have, until it is known what it has.
    let held = MAX_TAKEN_BYTES;
    await this.#memory.take(held);
    try {
      const rows = await definitions.listEventSinks(sink.account, sink.region);
      const row = rows.find(({ id, enabled }) => id === sink.id && enabled);
      if (row === undefined || this.#stopping.signal.aborted) return undefined;
      const opened = open(row);
      const start = now();
      const until = new Date(start.getTime() + CLAIM_MS).toISOString();
      const batch = await deliveries.claim(sink, start.toISOString(), until, opened.batch);
      const bytes = batch.reduce((sum, { body }) => sum + body.length, 0);
      const spare = Math.max(0, held - bytes);
      this.#memory.give(spare);
      held -= spare;
      if (batch.length === 0) return undefined;
      const sent = batch.map(({ event, body }) => ({ id: event, body }));
      const outcomes = await opened.send(sent, this.#stopping.signal);
      await this.#settle(sink, batch, outcomes);
      return outcomes;
    } finally {
      this.#memory.give(held);
    }
  }

  async #settle(sink: DueSink, batch: readonly Delivery[], outcomes: readonly Outcome[]): Promise<void> {
    const { deliveries, meter, log, now } = this.parts;
    const time = now();
    const settled = settlements(batch, outcomes, time, Math.random());
    await deliveries.settle(sink, settled);
    const at = time.toISOString();
    const failure = settled.find(({ state }) => state !== 'DELIVERED');
    const delivered = settled.some(({ state }) => state === 'DELIVERED');
    await deliveries.note(sink, {
      ...(delivered && { deliveredAt: at }),
      ...(failure && { error: { at, message: failure.message } }),
    });
    for (const { state, ids, message } of settled) {
      meter.delivered(state === 'PENDING' ? 'failed' : state === 'DEAD' ? 'dead' : 'delivered', ids.length);
      if (state === 'DEAD') log.warn({ sink: sink.id, events: ids.length, message }, 'events are given up');
    }
  }

  #rest({ id }: DueSink): void {
    const times = (this.#resting.get(id)?.times ?? 0) + 1;
    const milliseconds = Math.min(REST_MS * 2 ** (times - 1), LONGEST_REST_MS);
    this.#resting.set(id, { until: performance.now() + milliseconds, times });
  }
}
