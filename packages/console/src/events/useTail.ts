import { useEffect, useState } from 'react';
import type { Connection } from '../api/connection.js';
import { type Failure, failureOf, isAbort } from '../api/failure.js';
import { closeTail, nextEvents, openTail } from '../api/tails.js';
import { useSession } from '../session/context.js';
import { NOTHING_SEEN, type Seen, withArrived } from './tail.js';

/** Between two looks: what comes meanwhile comes together, so that the page is drawn twice a second at most. */
const PAUSE_MS = 500;

export interface Tail {
  readonly running: boolean;
  readonly failure: Failure | undefined;
  readonly seen: Seen;
  /** @param pattern undefined: all events */
  start(pattern: unknown): void;
  stop(): void;
  clear(): void;
}

/** Watches events while it runs; it ends with the page that shows them. */
export function useTail(): Tail {
  const { connection } = useSession();
  const [running, setRunning] = useState<{ pattern: unknown }>();
  const [failure, setFailure] = useState<Failure>();
  const [seen, setSeen] = useState(NOTHING_SEEN);

  useEffect(() => {
    if (running === undefined) return undefined;
    const controller = new AbortController();
    const take = (arrived: readonly unknown[]) => setSeen((before) => withArrived(before, arrived));
    watch(connection, running.pattern, take, controller.signal).catch((error: unknown) => {
      if (isAbort(error) || controller.signal.aborted) return;
      setFailure(failureOf(error));
      setRunning(undefined);
    });
    return () => controller.abort();
  }, [connection, running]);

  return {
    running: running !== undefined,
    failure,
    seen,
    start: (pattern) => {
      setFailure(undefined);
      setSeen(NOTHING_SEEN);
      setRunning({ pattern });
    },
    stop: () => setRunning(undefined),
    clear: () => setSeen(NOTHING_SEEN),
  };
}

/** Ends with what it throws: a Failure, or an AbortError when nobody watches any more. */
async function watch(
  connection: Connection,
  pattern: unknown,
  take: (events: readonly unknown[]) => void,
  signal: AbortSignal,
): Promise<never> {
  const id = await openTail(connection, pattern);
  try {
    for (;;) {
      const arrived = await nextEvents(connection, id, signal);
      if (arrived.length > 0) take(arrived);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      signal.throwIfAborted();
    }
  } finally {
    // If nobody hears of it, the tail ends itself soon.
    closeTail(connection, id).catch(() => undefined);
  }
}
