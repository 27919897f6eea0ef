import { textAt } from '../json.js';

/** Why the hub did not do what it was asked, or why nothing is known about that. */
export class Failure extends Error {
  /** The hub's error code; `Unreachable` if there was no answer, `Unreadable` if it was not the hub's. */
  readonly code: string;
  /** The HTTP status; 0 without an answer. */
  readonly status: number;
  /** What the hub's log has the call under. */
  readonly requestId: string | undefined;

  constructor(code: string, message: string, status = 0, requestId?: string) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.status = status;
    this.requestId = requestId;
  }
}

/** Anything thrown, as a failure; what is none came from our own code. */
export const failureOf = (error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure('ConsoleError', error instanceof Error ? error.message : String(error));

/** True if the call was given up on purpose: nobody wants to hear of it. */
export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

/** The failure that an answer of the hub tells of. A proxy's error page has no code: its status says it all. */
export async function refusalOf(response: Response): Promise<Failure> {
  const text = await response.text().catch(() => '');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const code = textAt(body, 'Code') || response.headers.get('x-amzn-errortype') || 'Unreadable';
  const message = textAt(body, 'Message') || `HTTP ${response.status} ${response.statusText}`.trim();
  return new Failure(code, message, response.status, response.headers.get('x-amzn-requestid') ?? undefined);
}
