import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { hubArn } from '../access/arn.js';
import type { Caller } from '../access/caller.js';
import { type JsonText, jsonBody } from '../operations/json-text.js';
import { requireHub } from '../operations/requireHub.js';
import { success } from '../wire/answers.js';
import { parseBody } from '../wire/body.js';
import { type WireParts, withProvenCall } from '../wire/handler.js';
import { type CallObserver, respondWith } from '../wire/http.js';

type Parts = WireParts['context'];

/** What a call under /_docket/ may know besides its input. */
export interface DocketContext extends Pick<Parts, 'store' | 'access' | 'tokens'> {
  caller: Caller;
  now: Date;
}

export interface DocketInput {
  /** The part of the path that the route calls `:id`, decoded; empty for none. */
  id: string;
  /** Parsed JSON; an empty object if there was no body. */
  body: Readonly<Record<string, unknown>>;
}

export interface DocketRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:id` for one segment. */
  path: string;
  /** For logs and metrics. */
  name: string;
  /** Throws ServiceError for every refusal. */
  handle(input: DocketInput, context: DocketContext): Promise<{ status: number; body: object | JsonText }>;
}

/** Serves routes for callers of every account. */
export function serveRoutes(
  app: FastifyInstance,
  parts: WireParts,
  routes: readonly DocketRoute[],
  observer: CallObserver,
  log: Logger,
): void {
  const { store, access, tokens } = parts.context;
  for (const { method, path, name, handle } of routes) {
    app.route<{ Params: { id?: string } }>({
      method,
      url: path,
      handler: (request, reply) => {
        const { id = '' } = request.params;
        const respond = respondWith(
          async (message, record, requestId) => {
            record.operation = name;
            return withProvenCall(message, parts, ['securityhub'], record, async ({ caller, now, body }) => {
              const input = { id, body: parseBody(body) };
              const answer = await handle(input, { store, access, tokens, caller, now });
              return success(answer.status, jsonBody(answer.body), requestId);
            });
          },
          observer,
          log,
        );
        return respond(request, reply);
      },
    });
  }
}

/**
 * Lets in whoever may read the findings of the account and Region.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException
 */
export async function authorizeReading(context: DocketContext): Promise<void> {
  const { account, region } = context.caller;
  context.access.authorize(context.caller, 'securityhub:GetFindings', hubArn(region, account));
  await requireHub(context);
}
