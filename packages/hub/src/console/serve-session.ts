import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { principalName } from '../access/arn.js';
import type { Session } from '../access/sessions.js';
import type { ByteBudget } from '../byte-budget.js';
import type { ControlStore } from '../store/control.js';
import { type Answer, success } from '../wire/answers.js';
import { wireRequest } from '../wire/handler.js';
import { type CallObserver, respondWith } from '../wire/http.js';
import { readSession, type SessionClaim } from '../wire/session/claim.js';
import { clearedCookie } from '../wire/session/cookie.js';
import {
  findSession,
  noSession,
  proveSession,
  type SessionDoor,
  sessionHeaders,
} from '../wire/session/door.js';
import { createSignIn } from './sign-in.js';

const PATH = '/_docket/session';

export interface SessionParts {
  door: SessionDoor;
  /** Whether the hub itself speaks TLS. */
  isTls: boolean;
  received: ByteBudget;
  control: Pick<ControlStore, 'listHubs'>;
}

/** Lets people sign in with an access key, tells who is signed in, and signs them out. */
export function serveSession(
  app: FastifyInstance,
  parts: SessionParts,
  observer: CallObserver,
  log: Logger,
): void {
  const { door, control } = parts;

  /** A call that is in a session or begins one, and answers with it. */
  function serve(
    method: 'POST' | 'GET' | 'DELETE',
    operation: string,
    establish: (message: IncomingMessage, requestId: string, now: Date) => Promise<Session>,
    answer: (session: Session, now: Date) => Promise<{ body: object; headers: Record<string, string> }>,
  ): void {
    const handler = respondWith(
      async (message, record, requestId): Promise<Answer> => {
        record.operation = operation;
        const now = new Date();
        const session = await establish(message, requestId, now);
        record.caller = session.caller;
        const { body, headers } = await answer(session, now);
        const plain = success(200, JSON.stringify(body), requestId);
        return { ...plain, headers: { ...plain.headers, ...headers } };
      },
      observer,
      log,
    );
    app.route({ method, url: PATH, handler });
  }

  const withFacts = async (session: Session, now: Date) => ({
    body: await factsOf(session, control),
    headers: sessionHeaders(session, now),
  });

  serve('POST', 'docket:SignIn', createSignIn({ ...parts, log }), withFacts);
  serve(
    'GET',
    'docket:GetSession',
    async (message, _id, now) => findSession(claimOf(message), door, now),
    withFacts,
  );
  serve(
    'DELETE',
    'docket:SignOut',
    async (message, _id, now) => proveSession(claimOf(message), door, now),
    async (session, now) => {
      await door.sessions.end(session, now);
      return { body: {}, headers: { 'set-cookie': clearedCookie(now, session.isSecure) } };
    },
  );
}

function claimOf(message: IncomingMessage): SessionClaim {
  const claim = readSession(wireRequest(message));
  if (claim === undefined) throw noSession();
  return claim;
}

/** What a page needs to know of whoever is signed in. */
async function factsOf(session: Session, control: SessionParts['control']): Promise<object> {
  const { account, arn, region } = session.caller;
  const regions = (await control.listHubs(account)).map((hub) => hub.region);
  return {
    Account: account,
    // One where there is something to see, if there is any.
    Region: regions.includes(region) ? region : (regions[0] ?? region),
    Regions: regions,
    UserName: principalName(arn),
    Arn: arn,
    CsrfToken: session.csrfToken,
    Expires: session.expires.toISOString(),
  };
}
