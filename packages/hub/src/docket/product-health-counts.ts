import type {
  ProductHealthCounts,
  ProductHealthError,
  ProductHealthKey,
  ProductHealthRow,
  ProductHealthTimes,
} from '../store/product-health.js';

/** Counts of products in memory, as many as there may be, with as many kinds of errors each. */
export class CountedProducts {
  readonly #products = new Map<string, Counted>();

  constructor(
    private readonly maxProducts: number,
    private readonly maxErrors: number,
  ) {}

  get size(): number {
    return this.#products.size;
  }

  /** Adds to what is counted of the product. False, and nothing is counted, if there are too many products. */
  add(row: ProductHealthRow): boolean {
    const name = JSON.stringify([row.account, row.region, row.company, row.product]);
    let counted = this.#products.get(name);
    if (counted === undefined) {
      if (this.#products.size >= this.maxProducts) return false;
      counted = { ...NOTHING, ...keyOf(row), errors: new Map() };
      this.#products.set(name, counted);
    }
    counted.created += row.created;
    counted.updated += row.updated;
    counted.ignored += row.ignored;
    counted.refused += row.refused;
    counted.firstAttempt = earlier(counted.firstAttempt, row.firstAttempt);
    counted.lastAttempt = later(counted.lastAttempt, row.lastAttempt);
    counted.firstImport = earlier(counted.firstImport, row.firstImport);
    counted.lastImport = later(counted.lastImport, row.lastImport);
    for (const error of row.errors) this.#addError(counted.errors, error);
    return true;
  }

  rows(): ProductHealthRow[] {
    return [...this.#products.values()].map((counted) => ({
      ...counted,
      errors: [...counted.errors.values()],
    }));
  }

  #addError(errors: Map<string, ProductHealthError>, error: ProductHealthError): void {
    const known = errors.get(error.kind);
    if (known === undefined && errors.size >= this.maxErrors) return;
    const newest = known !== undefined && known.lastSeen > error.lastSeen ? known : error;
    errors.set(error.kind, { ...newest, count: error.count + (known?.count ?? 0) });
  }
}

type Counted = Omit<ProductHealthRow, 'errors'> & { errors: Map<string, ProductHealthError> };

const NOTHING: ProductHealthCounts & ProductHealthTimes = {
  ...{ created: 0, updated: 0, ignored: 0, refused: 0 },
  ...{ firstAttempt: null, lastAttempt: null, firstImport: null, lastImport: null },
};

const keyOf = ({ account, region, company, product }: ProductHealthKey): ProductHealthKey => ({
  ...{ account, region, company, product },
});

type Time = string | null;

const earlier = (one: Time, other: Time): Time =>
  one === null || (other !== null && other < one) ? other : one;
const later = (one: Time, other: Time): Time =>
  one === null || (other !== null && other > one) ? other : one;
