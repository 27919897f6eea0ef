import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ServiceError } from '../errors.js';
import { type Answer, failure, success } from './answers.js';
import { drain } from './drain.js';
import { answerCall, type CallRecord, type CallResult, type WireParts } from './handler.js';

/** Told of every call when its answer is known. */
export interface CallObserver {
  called(operation: string, code: string, seconds: number): void;
}

/** Of a body that is refused before it has arrived: several times what a batch may have. */
const MAX_DRAINED_BYTES = 32 * 1024 * 1024;

/** Makes the answer to a request; throws ServiceError for a refusal. */
type Responder = (message: IncomingMessage, record: CallRecord, requestId: string) => Promise<Answer>;

/**
 * Turns a responder into a Fastify handler: an id for the call, errors in the service's shape, a log line, and a
 * connection that stays usable or is closed cleanly.
 */
export function respondWith(
  responder: Responder,
  observer: CallObserver,
  log: Logger,
  refuse: (error: ServiceError, requestId: string) => Answer = failure,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  return async ({ raw }, reply) => {
    const start = performance.now();
    const requestId = randomUUID();
    const record: CallRecord = { operation: 'unknown' };
    let code = 'OK';
    let answer: Answer;
    try {
      answer = await responder(raw, record, requestId);
    } catch (thrown) {
      const error = asServiceError(thrown, log, requestId);
      code = error.code;
      answer = refuse(error, requestId);
    }
    const milliseconds = performance.now() - start;
    observer.called(record.operation, code, milliseconds / 1000);
    const { operation, caller } = record;
    const ms = Math.round(milliseconds * 10) / 10;
    const line = { requestId, operation, code, ms, principal: caller?.arn, region: caller?.region };
    // Once the answer is on its way, which need not wait for whoever reads the log.
    setImmediate(() => log.info(line, 'call'));
    if (!(await drain(raw, MAX_DRAINED_BYTES))) {
      // Do not take another request behind a body without an end.
      reply.header('connection', 'close');
      raw.resume();
    }
    // As bytes: to text Fastify would add a charset that the service does not send.
    const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
    return reply
      .code(answer.status)
      .headers({ ...record.headers, ...answer.headers })
      .send(body);
  };
}

function asServiceError(thrown: unknown, log: Logger, requestId: string): ServiceError {
  if (thrown instanceof ServiceError) return thrown;
  log.error({ requestId, err: thrown }, 'defect');
  return new ServiceError(
    'InternalException',
    'An internal error occurred. The request id leads to it in the log.',
  );
}

/** Serves every operation of the wire API on every path that nothing else was registered for. */
export function serveWireApi(
  app: FastifyInstance,
  parts: WireParts,
  observer: CallObserver,
  log: Logger,
): void {
  const handler = respondWith(
    async (message, record, requestId) => {
      const { status, body }: CallResult = await answerCall(message, parts, record);
      return success(status, body, requestId);
    },
    observer,
    log,
  );
  app.all('/*', handler);
  app.setNotFoundHandler(handler);
  // The service does not ask for a content type, so the framework must not refuse odd ones. Signatures are checked
  // against the headers as received, which this leaves alone.
  app.addHook('onRequest', async ({ raw }) => {
    raw.headers['content-type'] = 'application/octet-stream';
  });
  // A client that keeps its connection would keep a hub from stopping.
  app.addHook('onSend', async (_request, reply) => {
    if (!app.server.listening) reply.header('connection', 'close');
  });
}

/** Answers what is not even HTTP, on the bare socket. */
export function refuseGarbage(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable) return;
  const timeout = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const overflow = error.code === 'HPE_HEADER_OVERFLOW';
  const status = timeout
    ? '408 Request Timeout'
    : overflow
      ? '431 Request Header Fields Too Large'
      : '400 Bad Request';
  const message = timeout ? 'The request took too long to arrive.' : 'The request is not valid HTTP.';
  const requestId = randomUUID();
  const code = timeout ? 'RequestTimeoutException' : 'SerializationException';
  const body = JSON.stringify({ Message: message, Code: code, RequestId: requestId, Type: 'Client' });
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\nx-amzn-RequestId: ${requestId}\r\n` +
      `x-amzn-errortype: ${code}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
