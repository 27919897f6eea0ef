import type { Facets } from '../findings/facets.js';
import type { AttributeName } from '../findings/filter/attributes.js';
import type { Filter } from '../findings/filter/tree.js';
import type { GroupByAttribute } from '../insights/group-by.js';
import type { NewDelivery } from './events.js';

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

/** What many findings have in common: those of one check of one scanner. Engines keep each set once. */
export interface CheckAttributes {
  productName: string | null;
  companyName: string | null;
  generatorId: string | null;
  title: string | null;
  types: readonly string[];
}

/** Attributes beside the document, for filters, sorting and insights. Times are canonical instants (`findings/instant.ts`). */
export interface PromotedAttributes {
  check: CheckAttributes;
  severityLabel: string | null;
  severityNormalized: number | null;
  recordState: string | null;
  workflowStatus: string | null;
  complianceStatus: string | null;
  verificationState: string | null;
  confidence: number | null;
  criticality: number | null;
  updatedAt: string;
  createdAt: string | null;
  firstObservedAt: string | null;
  lastObservedAt: string | null;
  /** Of each resource. */
  resourceTypes: readonly string[];
  resourceIds: readonly string[];
  /** Only to see whether it changes: keywords are looked for in the document. */
  description: string;
  /** The attributes that insights group by besides. */
  facets: Facets;
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
   * Writes documents, attributes and history, and the deliveries that tell of them, in one transaction that is on disk
   * when this resolves.
   * If any finding is not at its expected revision, nothing is written and false comes back: read again, decide again.
   */
  commit(writes: readonly FindingWrite[], deliveries?: readonly NewDelivery[]): Promise<boolean>;
  find(query: FindingQuery): Promise<FindingPage>;
  /** The values that the selected findings have of an attribute, the most frequent first. */
  group(query: GroupQuery): Promise<GroupCount[]>;
  /** A page of a finding's history, newest first; undefined if there is no such finding. */
  history(key: FindingKey, query: HistoryQuery): Promise<HistoryPage | undefined>;
  /**
   * Deletes findings that were last written before a time, with all that belongs to them, in one short transaction.
   *
   * @param signal to look no further
   * @returns how many; 0 when there are no more, or nobody wants to know
   */
  expire(query: ExpireQuery, signal?: AbortSignal): Promise<number>;
}

export interface ExpireQuery {
  /** ISO 8601 with milliseconds. Absent: only archived findings go. */
  before?: string;
  /** The same for findings that are ARCHIVED. */
  archivedBefore?: string;
  /** At most so many at once, of whatever account. */
  limit: number;
}

export interface GroupQuery {
  account: string;
  region: string;
  filter: Filter;
  groupBy: GroupByAttribute;
  /** At most so many values. */
  limit: number;
}

export interface GroupCount {
  value: string;
  /** Findings, or items of a list of theirs where the attribute is one of such items. */
  count: number;
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
  /** At most so many; large ones make a page shorter. */
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
