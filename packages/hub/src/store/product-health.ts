/** What an account's imports from one product came to in a Region; a product without a name stands for all that are unknown. */
export interface ProductHealthKey {
  account: string;
  region: string;
  company: string;
  product: string;
}

/** Counts of findings. */
export interface ProductHealthCounts {
  created: number;
  updated: number;
  ignored: number;
  refused: number;
}

/** ISO 8601 with milliseconds; null for never. */
export interface ProductHealthTimes {
  /** Of a send, whatever became of it. */
  firstAttempt: string | null;
  lastAttempt: string | null;
  /** Of one that stored or knew at least one finding. */
  firstImport: string | null;
  lastImport: string | null;
}

/** A kind of refusal, with the last finding that met it. */
export interface ProductHealthError {
  /** What is the same in all refusals of this kind; it tells kinds apart. */
  kind: string;
  code: string;
  /** Findings that were refused for it. */
  count: number;
  lastSeen: string;
  findingId: string;
  message: string;
}

export interface ProductHealthRow extends ProductHealthKey, ProductHealthCounts, ProductHealthTimes {
  /** The most frequent first. */
  errors: ProductHealthError[];
}

/** Counts that are added up: by one hub over time, and by all hubs that share a database. */
export interface ProductHealthStore {
  /**
   * Adds to what is there, all or nothing: counts are summed up, times become the first or the last, and an error's
   * example the newest. Of a product's kinds of errors, those seen last are kept: at most `maxErrors`, which hubs that add
   * at the same moment may pass by a few.
   *
   * @param rows each product once
   */
  addProductHealth(rows: readonly ProductHealthRow[], maxErrors: number): Promise<void>;
  /** Of every product that an account's imports in a Region ever named, in the order of their names. */
  listProductHealth(account: string, region: string): Promise<ProductHealthRow[]>;
}
