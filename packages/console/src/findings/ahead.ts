import type { Connection } from '../api/connection.js';
import { type FindingPage, getFindings, type PageRequest } from '../api/findings.js';

/** Whoever has not asked for it by then wants something else. */
const KEPT_MS = 1_000;

interface Ahead {
  readonly connection: Connection;
  readonly request: string;
  readonly page: Promise<FindingPage>;
  readonly controller: AbortController;
  readonly until: number;
}

let ahead: Ahead | undefined;

/** Asks for a page that is about to be shown: to draw what changes until then takes as long as the hub's answer. */
export function askAhead(connection: Connection, request: PageRequest): void {
  ahead?.controller.abort();
  const controller = new AbortController();
  const page = getFindings(connection, request, controller.signal);
  // Told to whoever takes it.
  page.catch(() => undefined);
  const until = performance.now() + KEPT_MS;
  ahead = { connection, request: JSON.stringify(request), page, controller, until };
}

/** The page that was asked for ahead, if it is this one, and otherwise by asking now. */
export function pageFor(
  connection: Connection,
  request: PageRequest,
  signal: AbortSignal,
): Promise<FindingPage> {
  const found = ahead;
  ahead = undefined;
  const isThis =
    found !== undefined &&
    found.connection === connection &&
    found.request === JSON.stringify(request) &&
    performance.now() < found.until;
  if (!isThis) {
    found?.controller.abort();
    return getFindings(connection, request, signal);
  }
  signal.addEventListener('abort', () => found.controller.abort(), { once: true });
  return found.page;
}
