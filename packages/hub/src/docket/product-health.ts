import type { Logger } from 'pino';
import type { ImportReport, ProductImport } from '../operations/import/report.js';
import type { ImportMeter } from '../operations/operation.js';
import { parseProductArn } from '../products/arn.js';
import { knownProducts, productKey } from '../products/find.js';
import type { ControlStore } from '../store/control.js';
import type { ProductHealthRow } from '../store/product-health.js';
import { CountedProducts } from './product-health-counts.js';
import { exampleId, mistakesOf } from './product-health-kinds.js';

const EVERY_MS = 1_000;
/** The most of its time that a hub writes counts: it does so on the thread that serves requests. */
const MAX_SHARE = 1 / 50;
/** Products of accounts that are counted in memory at once. */
const MAX_PRODUCTS = 10_000;
/** Kinds of errors that are kept of a product. */
const MAX_ERRORS = 50;

type Health = Pick<ControlStore, 'addProductHealth' | 'getHub' | 'listProducts'>;

const nothing = (): CountedProducts => new CountedProducts(MAX_PRODUCTS, MAX_ERRORS);

/**
 * Counts what imports come to, by product. Imports add to counts in memory and go on; a moment later those are added to
 * the store, so that a hub that is killed loses no more than the last of them.
 */
export class ProductHealth implements ImportMeter {
  #counted = nothing();
  /** Findings of products for which there was no room. */
  #uncounted = 0;
  #timer: NodeJS.Timeout | undefined;
  #delay: number;
  #writing: Promise<void> = Promise.resolve();

  /** @param everyMs the least time between two writes */
  constructor(
    private readonly store: Health,
    private readonly log: Pick<Logger, 'warn'>,
    private readonly everyMs = EVERY_MS,
  ) {
    this.#delay = everyMs;
  }

  imported({ products, region, time }: ImportReport): void {
    for (const product of products) this.#count(rowOf(product, region, time.toISOString()));
    this.#schedule();
  }

  /** Resolves when everything that was counted until now is in the store, or the store did not take it. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Adds what is left. */
  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.#timer);
  }

  #count(row: ProductHealthRow): void {
    if (this.#counted.add(row)) return;
    this.#uncounted += row.created + row.updated + row.ignored + row.refused;
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#counted.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.flush();
    }, this.#delay);
    this.#timer.unref();
  }

  async #write(): Promise<void> {
    if (this.#counted.size === 0) return;
    const rows = this.#counted.rows();
    const uncounted = this.#uncounted;
    this.#counted = nothing();
    this.#uncounted = 0;
    if (uncounted > 0) this.log.warn({ findings: uncounted }, 'too many products at once: not counted');
    const start = performance.now();
    try {
      await this.store.addProductHealth(await this.#known(rows), MAX_ERRORS);
    } catch (error) {
      this.log.warn({ err: error }, 'the health of products could not be stored');
      for (const row of rows) this.#count(row);
      this.#schedule();
    }
    this.#delay = Math.max(this.everyMs, (performance.now() - start) / MAX_SHARE);
  }

  /** Without hubs that are not there, and what names no known product under one name: rows are bounded by that. */
  async #known(rows: readonly ProductHealthRow[]): Promise<ProductHealthRow[]> {
    const names = new Set(knownProducts(await this.store.listProducts()).map(productKey));
    const known = nothing();
    for (const row of rows) {
      if ((await this.store.getHub(row.account, row.region)) === undefined) continue;
      const isOwn = row.company === row.account && row.product === 'default';
      const isKnown = isOwn || names.has(productKey(row));
      known.add(isKnown ? row : { ...row, company: '', product: '' });
    }
    return known.rows();
  }
}

function rowOf(
  { account, productArn = '', created, updated, ignored, refused }: ProductImport,
  region: string,
  time: string,
): ProductHealthRow {
  const { company = '', product = '' } = parseProductArn(productArn) ?? {};
  const imported = created + updated + ignored > 0 ? time : null;
  return {
    ...{ account, region, company, product },
    ...{ created, updated, ignored, refused: refused.length },
    ...{ firstAttempt: time, lastAttempt: time, firstImport: imported, lastImport: imported },
    errors: refused.flatMap((refusal) =>
      mistakesOf(refusal).map((mistake) => ({
        ...mistake,
        ...{ code: refusal.code, count: 1, lastSeen: time, findingId: exampleId(refusal.findingId) },
      })),
    ),
  };
}
