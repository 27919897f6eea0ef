import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { ServiceError } from '../errors.js';
import { success } from '../wire/answers.js';
import { parseBody } from '../wire/body.js';
import { type WireParts, withProvenCall } from '../wire/handler.js';
import { type CallObserver, respondWith } from '../wire/http.js';
import { serveBackup } from './backup.js';
import type { AdminContext } from './route.js';
import { ADMIN_ROUTES } from './routes.js';

/** Signatures of the admin API name the same service as those of the wire API, so that one signer serves both. */
const ADMIN_SERVICES = ['securityhub'] as const;

const MAX_PATH_SHOWN = 200;

export type AdminHooks = Pick<AdminContext, 'seal' | 'changed'>;

/** Serves the admin API, signed like every call and for the root account, and answers for all that is unknown under /_docket/. */
export function serveAdmin(
  app: FastifyInstance,
  parts: WireParts,
  hooks: AdminHooks,
  observer: CallObserver,
  log: Logger,
): void {
  for (const route of ADMIN_ROUTES) {
    app.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const params = stringsOf(request.params);
        const query = stringsOf(request.query);
        const handler = respondWith(
          async (message, record, requestId) => {
            record.operation = route.action;
            return withProvenCall(message, parts, ADMIN_SERVICES, record, async ({ caller, now, body }) => {
              const context: AdminContext = {
                ...parts.context,
                ...hooks,
                control: parts.context.store.control,
                caller,
                now,
              };
              const input = { params, query, body: body.length > 0 ? parseBody(body) : undefined };
              const answer = await route.handle(input, context);
              return success(answer.status, JSON.stringify(answer.body), requestId);
            });
          },
          observer,
          log,
        );
        return handler(request, reply);
      },
    });
  }
  serveBackup(app, parts, observer, log);
  serveNothing(app, observer, log);
}

/**
 * Says of every other path under /_docket/ that nothing is there, whoever asks: the wire API, which has every path that
 * is nobody's, would only say that the signature is missing or that it knows no such operation.
 */
function serveNothing(app: FastifyInstance, observer: CallObserver, log: Logger): void {
  const handler = respondWith(
    async ({ method = '', url = '' }) => {
      const [path = ''] = url.split('?');
      const shown = path.length > MAX_PATH_SHOWN ? `${path.slice(0, MAX_PATH_SHOWN)}…` : path;
      throw new ServiceError('UnknownOperationException', `Docket answers nothing at ${method} ${shown}`);
    },
    observer,
    log,
  );
  app.all('/_docket', handler);
  app.all('/_docket/*', handler);
}

/** Of several values of one name, the last. */
function stringsOf(members: unknown): Record<string, string> {
  const found = typeof members === 'object' && members !== null ? Object.entries(members) : [];
  return Object.fromEntries(
    found.map(([name, value]) => [name, String(Array.isArray(value) ? value.at(-1) : value)]),
  );
}
