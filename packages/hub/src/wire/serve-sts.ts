import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Answer } from './answers.js';
import { targetOf, type WireParts, withProvenCall } from './handler.js';
import { type CallObserver, respondWith } from './http.js';
import { answerSts, stsError, type XmlAnswer } from './sts.js';

/** Many providers ask STS who they are before they send: a plain AWS_ENDPOINT_URL sends that here, too. */
export function serveSts(app: FastifyInstance, parts: WireParts, observer: CallObserver, log: Logger): void {
  const handler = respondWith(
    async (message, record, requestId) => {
      record.operation = 'GetCallerIdentity';
      return withProvenCall(message, parts, ['sts', 'securityhub'], record, async ({ caller, body }) =>
        asAnswer(answerSts({ url: targetOf(message), body }, caller, requestId), requestId),
      );
    },
    observer,
    log,
    (error, requestId) => asAnswer(stsError(error, requestId), requestId),
  );
  app.post('/', handler);
  app.get('/', handler);
}

function asAnswer({ status, contentType, body }: XmlAnswer, requestId: string): Answer {
  return { status, headers: { 'content-type': contentType, 'x-amzn-RequestId': requestId }, body };
}
