import type { FastifyInstance } from 'fastify';
import type { Store } from '../store/store.js';
import type { Metrics } from './metrics.js';

/** Whether this hub wants traffic: false from the moment it begins to stop. */
export interface Readiness {
  accepting: boolean;
}

const READY_WITHIN_MS = 2_000;

/** What operators and load balancers ask, without a signature: it tells nothing about findings. */
export function serveOperating(
  app: FastifyInstance,
  store: Store,
  metrics: Metrics,
  readiness: Readiness,
): void {
  app.get('/_docket/health', async (_request, reply) => reply.send({ status: 'ok' }));

  app.get('/_docket/ready', async (_request, reply) => {
    const reason = readiness.accepting ? await unreachable(store) : 'stopping';
    return reason === undefined
      ? reply.send({ status: 'ready' })
      : reply.code(503).send({ status: 'not ready', reason });
  });

  app.get('/_docket/metrics', async (_request, reply) => {
    const { contentType, body } = await metrics.text();
    return reply.type(contentType).send(body);
  });
}

async function unreachable(store: Store): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('the store does not answer'), READY_WITHIN_MS);
  });
  try {
    return await Promise.race([store.ping().then(() => undefined), tooSlow]);
  } catch {
    return 'the store does not answer';
  } finally {
    clearTimeout(timer);
  }
}
