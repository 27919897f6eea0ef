import type { Creation, DefinitionKey } from './definitions.js';

/** What an account wants to hear of, and where to. */
export interface EventRuleRow extends DefinitionKey {
  name: string;
  description: string;
  enabled: boolean;
  /** JSON text of an event pattern, checked. */
  pattern: string;
  /** Ids of sinks. */
  sinks: readonly string[];
  /** Of a live tail, which is a rule whose events are kept for one reader: when it ends unless that comes back. */
  until: string | null;
  createdAt: string;
  updatedAt: string;
}

export type SinkKind = 'webhook' | 'file';

/** Where events go to. */
export interface EventSinkRow extends DefinitionKey {
  name: string;
  kind: SinkKind;
  enabled: boolean;
  /** A URL, or the name of a file. */
  target: string;
  /** Sealed: what only the sink may know. Empty for none. */
  secret: string;
  createdAt: string;
  updatedAt: string;
  /** ISO 8601, as `lastErrorAt`. */
  lastDeliveredAt: string | null;
  lastErrorAt: string | null;
  lastError: string | null;
}

type EventRuleChanges = Pick<EventRuleRow, 'updatedAt'> &
  Partial<Pick<EventRuleRow, 'name' | 'description' | 'enabled' | 'pattern' | 'sinks'>>;
type EventSinkChanges = Pick<EventSinkRow, 'updatedAt'> &
  Partial<Pick<EventSinkRow, 'name' | 'enabled' | 'target' | 'secret'>>;

/** Rules and sinks: few, each list bounded by a quota. Lists are in the order of creation. */
export interface EventDefinitionStore {
  /** Live tails with the rules, also those that have ended. */
  listEventRules(account: string, region: string): Promise<EventRuleRow[]>;
  /** @param quota how many there may be: of rules, or of live tails that have not ended if it is one */
  createEventRule(row: EventRuleRow, quota: number): Promise<Creation>;
  /** Changes what is given. False if it is not there. */
  updateEventRule(key: DefinitionKey, changes: EventRuleChanges): Promise<boolean>;
  deleteEventRule(key: DefinitionKey): Promise<boolean>;
  /** Says that a live tail still has a reader. False if it is not there, or has ended. */
  extendEventTail(key: DefinitionKey, until: string, now: string): Promise<boolean>;
  /** Removes live tails that ended before a time, of all accounts. */
  removeEventTails(before: string): Promise<void>;

  listEventSinks(account: string, region: string): Promise<EventSinkRow[]>;
  createEventSink(row: EventSinkRow, quota: number): Promise<Creation>;
  /** Changes what is given. False if it is not there. */
  updateEventSink(key: DefinitionKey, changes: EventSinkChanges): Promise<boolean>;
  deleteEventSink(key: DefinitionKey): Promise<boolean>;
}

/** An event that is to go to a sink, or to the reader of a live tail. */
export interface NewDelivery {
  account: string;
  region: string;
  /** A UUID whose order is that of time (`time-ordered-id.ts`). */
  id: string;
  /** Where to: the id of a sink or of a live tail. */
  sink: string;
  /** Why: the id of a rule. */
  rule: string;
  /** The event's own id, the same in all its deliveries. */
  event: string;
  detailType: string;
  /** What it is about, for people: the Id of a finding, or the name of an insight. */
  subject: string;
  /** ISO 8601 with milliseconds. */
  time: string;
  /** JSON text of the whole event. */
  body: string;
}

export type DeliveryState = 'PENDING' | 'DELIVERED' | 'DEAD';

export interface Delivery extends NewDelivery {
  state: DeliveryState;
  /** How often it has been tried. */
  attempts: number;
  /** Of a pending one: when it is to be tried next. ISO 8601 with milliseconds. */
  due: string;
  /** What came of the last attempt, and when that was. */
  message: string | null;
  tried: string | null;
}

/** Events that are taken at once end with the first that brings their texts to this size, so that memory is bounded. */
export const MAX_TAKEN_BYTES = 4 * 1024 * 1024;

/** A sink that has something to do. */
export type DueSink = Pick<EventSinkRow, 'account' | 'region' | 'id'>;

/** What came of one or more attempts. A delivered event's text is forgotten. */
export interface Settlement {
  ids: readonly string[];
  state: DeliveryState;
  /** When those that are still pending are to be tried again. */
  due: string;
  message: string;
  tried: string;
}

interface DeliveryQuery {
  account: string;
  region: string;
  sink?: string;
  state?: DeliveryState;
  /** Id of the last of the page before. */
  after?: string;
  limit: number;
}

interface SinkNote {
  deliveredAt?: string;
  error?: { at: string; message: string };
}

/** Which deliveries of an account: some by their ids, or all dead ones of a sink. */
export interface DeliverySelection {
  account: string;
  region: string;
  which: { ids: readonly string[] } | { deadOf: string };
}

export interface SinkCount {
  sink: string;
  state: DeliveryState;
  count: number;
}

/**
 * Deliveries, which most of the time come with the findings that they tell of: `FindingStore.commit` writes both in one
 * transaction.
 */
export interface DeliveryStore {
  add(deliveries: readonly NewDelivery[]): Promise<void>;
  /** Enabled sinks, of whatever account, with a delivery that is due. */
  due(now: string): Promise<DueSink[]>;
  /**
   * Takes what is due at a sink, the oldest first, no more at once than memory should hold. Until a time, nobody else is given these; who has not settled them by
   * then has died, and they are tried again.
   */
  claim(sink: DueSink, now: string, until: string, limit: number): Promise<Delivery[]>;
  /** Changes what is pending only. */
  settle(sink: DueSink, settlements: readonly Settlement[]): Promise<void>;
  /** Says of a sink how it was when it was last sent something. */
  note(sink: DueSink, note: SinkNote): Promise<void>;
  /** Takes what a live tail has, as `claim` does, and removes it: the texts of events, the oldest first. */
  take(tail: DueSink, limit: number): Promise<string[]>;
  /** Newest first, without the texts of events; none of live tails. */
  list(query: DeliveryQuery): Promise<Delivery[]>;
  get(key: DefinitionKey): Promise<Delivery | undefined>;
  count(account: string, region: string): Promise<SinkCount[]>;
  /** Makes deliveries due at once, with all attempts before them. Gives how many. */
  retry(selection: DeliverySelection, now: string): Promise<number>;
  /** Gives how many. */
  remove(selection: DeliverySelection): Promise<number>;
  /** Removes all of a sink or a live tail, which is gone. */
  removeAll(sink: DueSink): Promise<void>;
  /** Removes some of what nobody needs any more. Gives how many; 0 when there are no more. */
  prune(before: PruneBefore): Promise<number>;
}

/** Ids: what is older than them goes. */
interface PruneBefore {
  account: string;
  delivered: string;
  dead: string;
  /** Of deliveries to what is neither a sink nor a live tail. */
  lost: string;
  limit: number;
}
