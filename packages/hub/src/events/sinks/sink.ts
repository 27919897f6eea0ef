/** What a sink is sent. */
export interface SentEvent {
  /** The same each time that it is sent: receivers tell by it what they have already. */
  id: string;
  /** JSON text. */
  body: string;
}

/** What came of sending one event. */
export type Outcome =
  | { kind: 'delivered'; message: string }
  /** `afterMs`: how long the receiver asks us to wait, if it does. */
  | { kind: 'failed'; message: string; afterMs?: number }
  /** The hub stopped before anything was known of it. */
  | { kind: 'broken off' }
  /** It will never be taken, however often it is sent. */
  | { kind: 'refused'; message: string };

export interface Sink {
  /** How many events it is given at once: as many as it sends in 20 s, even if each takes as long as it may. */
  batch: number;
  /** Sends events. Resolves whatever happens, with what came of each, in their order. */
  send(events: readonly SentEvent[], signal: AbortSignal): Promise<Outcome[]>;
}
