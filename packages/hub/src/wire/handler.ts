import type { IncomingMessage } from 'node:http';
import type { Caller } from '../access/caller.js';
import type { ByteBudget } from '../byte-budget.js';
import { ServiceError } from '../errors.js';
import { jsonBody } from '../operations/json-text.js';
import type { Context, Operation } from '../operations/operation.js';
import type { Authenticate } from './authenticate.js';
import { decodeBody, parseBody, receiveBody } from './body.js';
import { checkInput } from './check.js';
import { OPERATIONS, type OperationName } from './generated/operations.js';
import { assembleInput } from './input.js';
import { route } from './router.js';
import { headerPairs, type WireRequest } from './sigv4/request.js';

/** The parts that a call passes through. */
export interface WireParts {
  authenticate: Authenticate;
  /** Refuses calls beyond the quota; absent: nobody is throttled. */
  throttle?: { pass(account: string, region: string, operation: OperationName, now: number): void };
  operations: { readonly [Name in OperationName]?: Operation<Name> };
  /** Everything of a context that is not of one call. */
  context: Omit<Context, 'caller' | 'now' | 'bodyBytes'>;
  maxBodyBytes: number;
  /** Bodies held in memory, of all calls together. */
  received: ByteBudget;
  /** Bodies being worked on: parsed, they take several times their size. */
  working: ByteBudget;
}

/** A call whose caller is proven. */
export interface ProvenCall {
  caller: Caller;
  now: Date;
  /** Decompressed. */
  body: Buffer;
}

/** What is known of a call while it runs. */
export interface CallRecord {
  operation: string;
  caller?: Caller;
  /** To go out with the answer, whatever it is. */
  headers?: Readonly<Record<string, string>>;
}

export interface CallResult {
  status: number;
  body: string | Buffer;
}

const SERVICES = ['securityhub'] as const;

/**
 * Receives a call up to the proof of who sent it, hands it to `run`, and gives back the memory it took.
 *
 * @param services what the credential scope may name
 */
export async function withProvenCall<Result>(
  message: IncomingMessage,
  parts: WireParts,
  services: readonly [string, ...string[]],
  record: CallRecord,
  run: (call: ProvenCall) => Promise<Result>,
): Promise<Result> {
  const now = new Date();
  const request = wireRequest(message);
  const encoding = message.headers['content-encoding'];
  const claimed = await parts.authenticate(request, services, now);
  const received = await receiveBody(message, parts.maxBodyBytes, parts.received);
  let work = 0;
  try {
    claimed.prove(received.bytes);
    record.caller = claimed.caller;
    if (claimed.headers !== undefined) record.headers = claimed.headers;
    // Before anything is decompressed: a few bytes can become as much as a body may hold.
    const needed = encoding === undefined ? received.bytes.length : parts.maxBodyBytes;
    await parts.working.take(needed);
    work = needed;
    const body = await decodeBody(received.bytes, encoding, parts.maxBodyBytes);
    return await run({ caller: claimed.caller, now, body });
  } finally {
    parts.working.give(work);
    received.release();
  }
}

/** Answers one call of the wire API. Throws ServiceError for every refusal. */
export function answerCall(
  message: IncomingMessage,
  parts: WireParts,
  record: CallRecord,
): Promise<CallResult> {
  return withProvenCall(message, parts, SERVICES, record, async ({ caller, now, body }) => {
    const [path = '', search = ''] = split(targetOf(message));
    const { operation, labels } = route(message.method ?? '', path);
    record.operation = operation;
    parts.throttle?.pass(caller.account, caller.region, operation, performance.now());
    const input = assembleInput(OPERATIONS[operation], labels, new URLSearchParams(search), parseBody(body));
    const output = await perform(
      operation,
      input,
      { ...parts.context, caller, now, bodyBytes: body.length },
      parts,
    );
    return { status: OPERATIONS[operation].status, body: jsonBody(output) };
  });
}

function perform<Name extends OperationName>(
  name: Name,
  input: Record<string, unknown>,
  context: Context,
  { operations }: WireParts,
): ReturnType<Operation<Name>> {
  const operation = operations[name];
  if (operation === undefined) {
    throw new ServiceError('NotImplemented', `Docket does not answer ${name} yet.`);
  }
  return operation(checkInput(name, input), context);
}

export function wireRequest(message: IncomingMessage): WireRequest {
  return {
    method: message.method ?? '',
    url: targetOf(message),
    headers: headerPairs(message.rawHeaders),
  };
}

const ORIGIN = /^https?:\/\/[^/?#]*/i;

/** Path and query. HTTP allows a request to name the whole URL, as clients of proxies do; signed is the path. */
export function targetOf({ url = '' }: IncomingMessage): string {
  const target = url.replace(ORIGIN, '');
  return target === url || target.startsWith('/') ? target : `/${target}`;
}

function split(url: string): [path: string, search: string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}
