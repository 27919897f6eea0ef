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

/** Connections are kept for the events to come, by all webhooks together. */
const AGENTS = { keepAlive: true, maxSockets: CONCURRENCY, timeout: TIMEOUT_MS };
const http = new HttpAgent(AGENTS);
const https = new HttpsAgent(AGENTS);

/** Posts events to a URL. Redirects are not followed: they would lead past the check of addresses. */
export function webhook(settings: WebhookSettings, networks: Networks): Sink {
  return {
    batch: 2 * CONCURRENCY,
    async send(events, signal) {
      const outcomes: Outcome[] = [];
      let next = 0;
      const work = async (): Promise<void> => {
        for (let at = next++; at < events.length; at = next++) {
          const event = events[at];
          if (event !== undefined) outcomes[at] = await sendOne(event, settings, networks, signal);
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, work));
      return outcomes;
    },
  };
}

async function sendOne(
  { id, body }: SentEvent,
  { url, headers, secret }: WebhookSettings,
  { lookup, refuses }: Networks,
  signal: AbortSignal,
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
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Docket',
        ...signatureHeaders(secret, id, Math.floor(Date.now() / 1_000), body),
      },
    });
    return outcomeOf(await post(request, body));
  } catch (error) {
    return signal.aborted ? { kind: 'broken off' } : { kind: 'failed', message: problem(error) };
  }
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
  text: string;
}

function post(request: ClientRequest, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      beginning(response).then(
        (text) => resolve({ status, retryAfter: headers['retry-after'], text }),
        reject,
      );
    });
    request.end(body);
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

function outcomeOf({ status, retryAfter, text }: Answer): Outcome {
  // Nothing more: what came to the same is written down together.
  if (status >= 200 && status < 300) return { kind: 'delivered', message: `HTTP ${status}` };
  const said = oneLine(text);
  const message = said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}`;
  if (REFUSALS.has(status)) return { kind: 'refused', message };
  const seconds = Number(retryAfter);
  const afterMs = Math.min(seconds * 1_000, MAX_WAIT_MS);
  return { kind: 'failed', message, ...(retryAfter !== undefined && seconds > 0 && { afterMs }) };
}

function problem(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1_000} s`;
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
