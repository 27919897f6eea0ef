import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { principalName } from '../access/arn.js';
import type { Session } from '../access/sessions.js';
import { form, readMembers, required } from '../admin/members.js';
import type { ControlStore } from '../store/control.js';
import { type Answer, success } from '../wire/answers.js';
import { parseBody, receiveBody } from '../wire/body.js';
import { type WireParts, wireRequest } from '../wire/handler.js';
import { type CallObserver, respondWith } from '../wire/http.js';
import { readSession } from '../wire/session/claim.js';
import { clearedCookie } from '../wire/session/cookie.js';
import {
  findSession,
  noSession,
  proveSession,
  type SessionDoor,
  sessionHeaders,
} from '../wire/session/door.js';
import { isOverTls, refuseForeign } from '../wire/session/origin.js';
import { collectHeaders } from '../wire/sigv4/request.js';
import { SignInAttempts } from './attempts.js';

const PATH = '/_docket/session';
/** Whoever sends this is not known yet. */
const MAX_BODY_BYTES = 4_096;

const text = form(/^[\x21-\x7e]{1,256}$/, 'an access key, without spaces');

/** What the routes of sessions need to know. */
export interface SessionRoutes {
  door: SessionDoor;
  /** Whether the hub itself speaks TLS. */
  isTls: boolean;
}

/** Lets people sign in with an access key, tells who is signed in, and signs them out. */
export function serveSession(
  app: FastifyInstance,
  parts: Pick<WireParts, 'received'> & { control: Pick<ControlStore, 'listHubs'> },
  { door, isTls }: SessionRoutes,
  observer: CallObserver,
  log: Logger,
): void {
  const attempts = new SignInAttempts();

  async function signIn(message: IncomingMessage, requestId: string, now: Date): Promise<Session> {
    const headers = collectHeaders(wireRequest(message));
    // Else another site could sign somebody in as itself, and see what they do.
    refuseForeign(headers);
    const received = await receiveBody(message, MAX_BODY_BYTES, parts.received);
    received.release();
    const members = readMembers(parseBody(received.bytes), ['AccessKeyId', 'SecretAccessKey']);
    const accessKeyId = required(members, 'AccessKeyId', text);
    const secretAccessKey = required(members, 'SecretAccessKey', text);
    const address = message.socket.remoteAddress ?? '';
    const takeBack = attempts.begin(address, accessKeyId, performance.now());
    try {
      const isSecure = isTls || isOverTls(headers);
      const key = { accessKeyId, secretAccessKey };
      const session = await door.sessions.start(key, door.region, isSecure, now);
      takeBack();
      return session;
    } catch (error) {
      // Without the key: people paste secrets into the wrong field.
      log.warn({ requestId, address }, 'sign-in refused');
      throw error;
    }
  }

  async function answer(session: Session, now: Date, requestId: string): Promise<Answer> {
    const { account, arn, region } = session.caller;
    const regions = (await parts.control.listHubs(account)).map((hub) => hub.region);
    const facts = {
      Account: account,
      // One where there is something to see, if there is any.
      Region: regions.includes(region) ? region : (regions[0] ?? region),
      Regions: regions,
      UserName: principalName(arn),
      Arn: arn,
      CsrfToken: session.csrfToken,
      Expires: session.expires.toISOString(),
    };
    const { status, headers, body } = success(200, JSON.stringify(facts), requestId);
    return { status, headers: { ...headers, ...sessionHeaders(session, now) }, body };
  }

  const claimOf = (message: IncomingMessage) => {
    const claim = readSession(wireRequest(message));
    if (claim === undefined) throw noSession();
    return claim;
  };

  app.post(
    PATH,
    respondWith(
      async (message, record, requestId) => {
        record.operation = 'docket:SignIn';
        const now = new Date();
        const session = await signIn(message, requestId, now);
        record.caller = session.caller;
        return answer(session, now, requestId);
      },
      observer,
      log,
    ),
  );
  app.get(
    PATH,
    respondWith(
      async (message, record, requestId) => {
        record.operation = 'docket:GetSession';
        const now = new Date();
        const session = await findSession(claimOf(message), door, now);
        record.caller = session.caller;
        return answer(session, now, requestId);
      },
      observer,
      log,
    ),
  );
  app.delete(
    PATH,
    respondWith(
      async (message, record, requestId) => {
        record.operation = 'docket:SignOut';
        const now = new Date();
        const session = await proveSession(claimOf(message), door, now);
        record.caller = session.caller;
        await door.sessions.end(session, now);
        const { status, headers, body } = success(200, '{}', requestId);
        return { status, headers: { ...headers, 'set-cookie': clearedCookie(now, session.isSecure) }, body };
      },
      observer,
      log,
    ),
  );
}
