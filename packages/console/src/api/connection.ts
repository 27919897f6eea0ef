import { Failure, isAbort, refusalOf } from './failure.js';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** What is throttled is not tried again. */
  readonly once?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Who calls, and for which Region; without a token only signing in is possible. */
export interface Identity {
  readonly csrfToken?: string;
  readonly region?: string;
}

const RETRIES = 5;
const FIRST_WAIT_MS = 400;
/** What the hub says of a session that is over, or that another tab has replaced by another. */
const ENDED: ReadonlySet<string> = new Set(['UnauthorizedException', 'InvalidCsrfTokenException']);

/** Calls to the hub that served this page, by the session that the browser keeps in a cookie. */
export class Connection {
  readonly #identity: Identity;
  readonly #onEnded: (() => void) | undefined;

  /** @param onEnded called when the hub does not know the session any more */
  constructor(identity: Identity = {}, onEnded?: () => void) {
    this.#identity = identity;
    this.#onEnded = onEnded;
  }

  /** @returns the JSON of the answer; throws Failure, or an AbortError if the signal says so */
  async json(call: Call): Promise<unknown> {
    const response = await this.response(call);
    try {
      return await response.json();
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new Failure('Unreadable', 'The answer is not JSON, or it broke off.', response.status);
    }
  }

  /** The same for answers of other kinds. Calls that the hub throttles are repeated, later each time. */
  async response(call: Call): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      const response = await this.#send(call);
      if (response.ok) return response;
      const failure = await refusalOf(response);
      if (failure.status !== 429 || call.once || attempt === RETRIES) throw this.#told(failure);
      await pause(FIRST_WAIT_MS * 2 ** attempt, call.signal);
    }
  }

  async #send({ method, path, query, body, signal }: Call): Promise<Response> {
    const { csrfToken, region } = this.#identity;
    const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
    try {
      return await fetch(`${path}${search}`, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        headers: {
          ...(csrfToken !== undefined && { 'x-docket-csrf': csrfToken }),
          ...(region !== undefined && { 'x-docket-region': region }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      });
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new Failure('Unreachable', 'The hub does not answer.');
    }
  }

  #told(failure: Failure): Failure {
    if (ENDED.has(failure.code)) this.#onEnded?.();
    return failure;
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const given = () => {
      clearTimeout(timer);
      reject(new DOMException('given up', 'AbortError'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', given);
      resolve();
    }, milliseconds);
    if (signal?.aborted) given();
    else signal?.addEventListener('abort', given, { once: true });
  });
}
