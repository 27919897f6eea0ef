import type { Kysely } from 'kysely';
import type { HistoryColumns } from './history-text.js';

/** The findings of an account in a Region. */
export interface Scope {
  account: string;
  region: string;
}

/** A finding as it moves from one store to another; whatever it is found by is made anew of its document. */
export interface FindingRecord {
  /** `findingDigest` of its key. */
  digest: string;
  revision: number;
  customerSet: number;
  /** Milliseconds since 1970. */
  writtenAt: number;
  document: string;
}

/** An entry of a finding's history. */
export interface HistoryRecord {
  digest: string;
  /** Its place among the entries of the finding. */
  sequence: number;
  columns: HistoryColumns;
}

/** Of history, the number of an entry as well; 0 elsewhere. */
export type Position = readonly [digest: string, sequence: number];

/**
 * Records of a scope, which have an order. They are restored in that order, batch after batch, each all or nothing: what is
 * there is what has been copied, and the last of them says where to go on.
 */
export interface Records<Item> {
  /** At most so many, after a position. */
  dump(scope: Scope, after: Position | undefined, limit: number): Promise<Item[]>;
  last(scope: Scope): Promise<Position | undefined>;
  /** On disk when this resolves. Those that are there already stay as they are. */
  restore(scope: Scope, items: readonly Item[]): Promise<void>;
}

/** A row of a control table, whichever it is. */
export type PlainRow = Record<string, string | number | null>;

/**
 * Everything that a store holds, for copying it to another engine. It is no way for a hub to work: nothing else may write
 * in the meantime.
 */
export interface StoreContents {
  /** For messages; without a password. */
  name: string;
  control: Kysely<Record<string, PlainRow>>;
  /** Those that have findings, in the order of their names. */
  scopes(): Promise<Scope[]>;
  countFindings(scope: Scope): Promise<number>;
  findings: Records<FindingRecord>;
  history: Records<HistoryRecord>;
  /** Makes an attempt again while the engine is away. It must be one that may be made twice. */
  attempt<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Tidies up after many records were restored. */
  finish(): Promise<void>;
  close(): Promise<void>;
}
