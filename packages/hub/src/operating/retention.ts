import type { Logger } from 'pino';
import type { ExpireQuery, FindingStore } from '../store/findings.js';
import { pause, Recurrence } from './recurring.js';

const EVERY_MS = 60 * 60_000;
/** Findings that go in one transaction: as many as an import brings a few times over. */
const BATCH = 500;
/** Between two batches, as a multiple of the time that the first of them took: imports have the store for most of the time. */
const PAUSE_SHARE = 4;
const MIN_PAUSE_MS = 20;
const DAY_MS = 24 * 60 * 60_000;

/** How long findings are kept after the hub last wrote them. Absent: for ever. */
export interface RetentionPolicy {
  days?: number;
  /** Of findings whose RecordState is ARCHIVED. */
  archivedDays?: number;
}

interface RetentionParts {
  findings: Pick<FindingStore, 'expire'>;
  /** Told how many findings were deleted. */
  meter: { expired(count: number): void };
  log: Pick<Logger, 'info' | 'error'>;
  now(): Date;
}

/**
 * Deletes findings a while after their last write: once at the start and then every hour. What counts is when the hub
 * wrote a finding last (an import or a customer's update), not what its provider says.
 */
export class Retention {
  /** Absent if nothing is ever to be deleted. */
  readonly #recurrence: Recurrence | undefined;

  /** Starts at once, if anything is ever to be deleted. */
  constructor(
    private readonly policy: RetentionPolicy,
    private readonly parts: RetentionParts,
    everyMs = EVERY_MS,
  ) {
    const keepsAll = policy.days === undefined && policy.archivedDays === undefined;
    if (keepsAll) return;
    this.#recurrence = new Recurrence({
      everyMs,
      turn: (signal) => this.#sweep(signal),
      failed: (error) => parts.log.error({ err: error }, 'findings could not be deleted'),
    });
  }

  /** Begins nothing more, and resolves when the batch that is being looked for or deleted is done. */
  async stop(): Promise<void> {
    await this.#recurrence?.stop();
  }

  /** Deletes what is due now, batch by batch. */
  async #sweep(signal: AbortSignal): Promise<void> {
    const { findings, meter, log, now } = this.parts;
    const query = queryOf(this.policy, now());
    let deleted = 0;
    try {
      while (!signal.aborted) {
        const start = performance.now();
        const count = await findings.expire(query, signal);
        if (count === 0) break;
        deleted += count;
        meter.expired(count);
        await pause(Math.max(MIN_PAUSE_MS, (performance.now() - start) * PAUSE_SHARE), signal);
      }
    } finally {
      const { before, archivedBefore } = query;
      if (deleted > 0) log.info({ findings: deleted, before, archivedBefore }, 'deleted by retention');
    }
  }
}

function queryOf({ days, archivedDays }: RetentionPolicy, now: Date): ExpireQuery {
  const ago = (count: number): string => new Date(now.getTime() - count * DAY_MS).toISOString();
  return {
    ...(days !== undefined && { before: ago(days) }),
    ...(archivedDays !== undefined && { archivedBefore: ago(archivedDays) }),
    limit: BATCH,
  };
}
