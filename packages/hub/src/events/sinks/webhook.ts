import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Networks } from './networks.js';
import { signatureHeaders } from './signature.js';
import type { Outcome, SentEvent, Sink } from './sink.js';

const TIMEOUT_MS = 10_000;
const CONCURRENCY = 10;
/** Of an answer: enough to say what it complained of. */
const MAX_ANSWER_BYTES = 2_048;
const MAX_MESSAGE = 300;
const MAX_WAIT_MS = 60 * 60_000;

/** Answers that say that the receiver will never take this event: malformed, too large, of the wrong type. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 415, 422]);

export interface WebhookSettings {
  url: string;
  /** Further headers, such as Authorization. */
  headers: Readonly<Record<string, string>>;
  secret: string;
}

/**
 * Connections are kept for the events to come, by all webhooks together. How many there are, each webhook bounds for itself:
 * one whose receiver is slow must not take those of another that leads to the same host.
 */
const AGENTS = { keepAlive: true, timeout: TIMEOUT_MS };
const http = new HttpAgent(AGENTS);
const https = new HttpsAgent(AGENTS);

/**
 * Posts events to a URL. Redirects are not followed: they would lead past the check of addresses.
 *
 * @param timeoutMs how long each event may take
 */
export function webhook(settings: WebhookSettings, networks: Networks, timeoutMs = TIMEOUT_MS): Sink {
  return {
    batch: 2 * CONCURRENCY,
    async send(events, signal) {
      const outcomes: Outcome[] = [];
      let next = 0;
      const work = async (): Promise<void> => {
        for (let at = next++; at < events.length; at = next++) {
          const event = events[at];
          if (event !== undefined) {
            outcomes[at] = await sendOne(event, settings, networks, { signal, timeoutMs });
          }
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, work));
      return outcomes;
    },
  };
}

/** How long an attempt may take: until it is broken off, or until its time is over. */
interface Patience {
  signal: AbortSignal;
  timeoutMs: number;
}

async function sendOne(
  { id, body }: SentEvent,
  { url, headers, secret }: WebhookSettings,
  { lookup, refuses }: Networks,
  patience: Patience,
): Promise<Outcome> {
  const target = new URL(url);
  // Addresses are not looked up, so that nothing else checks them.
  const refusal = refuses(target.hostname.replace(/^\[|\]$/g, ''));
  if (refusal !== undefined) return { kind: 'failed', message: refusal };
  const secure = target.protocol === 'https:';
  try {
    const request = (secure ? httpsRequest : httpRequest)(target, {
      method: 'POST',
      agent: secure ? https : http,
      lookup,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Docket',
        ...signatureHeaders(secret, id, Math.floor(Date.now() / 1_000), body),
      },
    });
    return outcomeOf(await post(request, body, patience), Object.values(headers));
  } catch (error) {
    return patience.signal.aborted ? { kind: 'broken off' } : { kind: 'failed', message: problem(error) };
  }
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
  text: string;
}

/** Resolves with an answer of which at least the status came: however the rest of it ends, that is what it said. */
function post(request: ClientRequest, body: string, { signal, timeoutMs }: Patience): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    let begun: Answer | undefined;
    const end = (error: unknown): void => (begun === undefined ? reject(error) : resolve(begun));
    const giveUp = (message: string): void => {
      end(new Error(message));
      request.destroy();
    };
    // Not `AbortSignal.timeout`: what `AbortSignal.any` is made of may be collected before its time has come.
    const timer = setTimeout(() => giveUp(`no answer within ${timeoutMs / 1_000} s`), timeoutMs);
    const breakOff = (): void => giveUp('broken off');
    signal.addEventListener('abort', breakOff);
    request.on('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', breakOff);
      // Without an error, where the other side wants to speak another protocol.
      if (begun === undefined) reject(new Error('no answer of HTTP'));
    });
    request.on('error', end);
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      const answer = { status, retryAfter: headers['retry-after'], text: '' };
      begun = answer;
      beginning(response).then((text) => resolve({ ...answer, text }), end);
    });
    if (signal.aborted) breakOff();
    else request.end(body);
  });
}

/** What an answer begins with. One that goes on and on is cut off. */
async function beginning(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
}

function outcomeOf({ status, retryAfter, text }: Answer, secrets: readonly string[]): Outcome {
  // Nothing more: what came to the same is written down together.
  if (status >= 200 && status < 300) return { kind: 'delivered', message: `HTTP ${status}` };
  const said = oneLine(withoutSecrets(text, secrets));
  const message = said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}`;
  if (REFUSALS.has(status)) return { kind: 'refused', message };
  const afterMs = Math.min(waitOf(retryAfter ?? ''), MAX_WAIT_MS);
  return { kind: 'failed', message, ...(afterMs > 0 && { afterMs }) };
}

/** Milliseconds, of a number of seconds or a date; NaN for neither. */
function waitOf(retryAfter: string): number {
  const seconds = Number(retryAfter);
  return Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1_000;
}

/** Shorter words say nothing that must not be known. */
const SHORTEST_SECRET = 8;

/** What a receiver said, without what only it may know: some repeat the credentials that they refuse. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  const words = secrets.flatMap((secret) => secret.split(/\s+/));
  return words
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .reduce((left, word) => left.replaceAll(word, '…'), text);
}

function problem(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  const inner =
    error instanceof AggregateError ? error.errors.find((one) => one instanceof Error) : undefined;
  return oneLine((inner ?? error).message);
}

/** Text of others, for people to read in a list. */
const oneLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_MESSAGE);
