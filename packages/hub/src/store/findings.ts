import type { AttributeName } from '../findings/filter/attributes.js';
import type { Filter } from '../findings/filter/tree.js';

/** A finding's identity: account + Region + ProductArn + Id. */
export interface FindingKey {
  account: string;
  region: string;
  productArn: string;
  id: string;
}

export interface StoredFinding {
  key: FindingKey;
  /** Counts the writes of this finding from 1; a write names the revision it was decided on. */
  revision: number;
  /** The JSON text that GetFindings returns. */
  document: string;
  /** Bit set of the shared attributes that the customer has set (`findings/shared.ts`). */
  customerSet: number;
  /** Canonical instant of its UpdatedAt. */
  updatedAt: string;
}

/** One line of a finding's history, as GetFindingHistory will return it. */
export interface HistoryEntry {
  /** ISO 8601 with milliseconds. */
  time: string;
  source: 'BATCH_IMPORT_FINDINGS' | 'BATCH_UPDATE_FINDINGS';
  /** The ARN of the product or principal. */
  identity: string;
  created: boolean;
  /** Values as JSON text. */
  updates: readonly { field: string; old?: string; new?: string }[];
}

/** Attributes beside the document, for filters and sorting. */
export interface PromotedAttributes {
  productName: string | null;
  severityLabel: string | null;
  recordState: string | null;
  workflowStatus: string | null;
  /** Canonical instant (`findings/instant.ts`), so that text order is time order. */
  updatedAt: string;
}

export interface FindingWrite {
  key: FindingKey;
  /** The revision that the decision was made on; 0 means that there must be none. */
  expected: number;
  document: string;
  customerSet: number;
  attributes: PromotedAttributes;
  /** In the order in which they happened; more than one where a batch held the same Id twice. */
  history: readonly HistoryEntry[];
}

export interface FindingStore {
  /** In the order asked; undefined where there is none. */
  read(keys: readonly FindingKey[]): Promise<(StoredFinding | undefined)[]>;
  /**
   * Writes documents, attributes, history and outbox in one transaction that is on disk when this resolves.
   * If any finding is not at its expected revision, nothing is written and false comes back: read again, decide again.
   */
  commit(writes: readonly FindingWrite[]): Promise<boolean>;
  find(query: FindingQuery): Promise<FindingPage>;
  /** A page of a finding's history, newest first; undefined if there is no such finding. */
  history(key: FindingKey, query: HistoryQuery): Promise<HistoryPage | undefined>;
}

export interface HistoryQuery {
  /** Canonical instants (`findings/instant.ts`), both inclusive; absent: from the first entry, to the last. */
  from?: string;
  to?: string;
  /** Where the page before ended: exclusive. */
  after?: string;
  /** At most so many entries; large ones make a page shorter. */
  limit: number;
}

export interface HistoryPage {
  /** The one that happened last comes first, also among those that were written together. */
  entries: HistoryEntry[];
  /** Opaque to callers of the store; absent on the last page. */
  next?: string;
}

export interface FindingQuery {
  account: string;
  region: string;
  filter: Filter;
  /**
   * In this order of importance; findings without a value come before those with one. None: by key, which never changes,
   * so that a walk sees every finding that stays exactly once.
   */
  sort: readonly SortBy[];
  /** Where the page before ended: exclusive. */
  after?: string;
  limit: number;
}

/** One criterion of an order: an attribute that a finding has at most once. */
export interface SortBy {
  attribute: AttributeName;
  order: 'asc' | 'desc';
}

export interface FindingPage {
  documents: string[];
  /** Opaque to callers of the store; absent on the last page. */
  next?: string;
}
