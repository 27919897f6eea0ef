import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Session } from '../access/sessions.js';
import { form, readMembers, required } from '../admin/members.js';
import type { ByteBudget } from '../byte-budget.js';
import { ServiceError } from '../errors.js';
import { parseBody, receiveBody } from '../wire/body.js';
import { wireRequest } from '../wire/handler.js';
import type { SessionDoor } from '../wire/session/door.js';
import { isOverTls, refuseForeign } from '../wire/session/origin.js';
import { collectHeaders } from '../wire/sigv4/request.js';
import { SignInAttempts } from './attempts.js';

/** Whoever sends this is not known yet. */
const MAX_BODY_BYTES = 4_096;

const accessKey = form(/^[\x21-\x7e]{1,256}$/, 'an access key, without spaces');

export interface SignInOptions {
  door: SessionDoor;
  /** Whether the hub itself speaks TLS. */
  isTls: boolean;
  received: ByteBudget;
  log: Logger;
}

/** Begins the session that a request asks for with an access key and its secret. Throws ServiceError for every refusal. */
export type SignIn = (message: IncomingMessage, requestId: string, now: Date) => Promise<Session>;

export function createSignIn({ door, isTls, received, log }: SignInOptions): SignIn {
  const attempts = new SignInAttempts();
  return async (message, requestId, now) => {
    const headers = collectHeaders(wireRequest(message));
    // Else another site could sign somebody in as itself, and see what they do.
    refuseForeign(headers);
    const body = await receiveBody(message, MAX_BODY_BYTES, received);
    body.release();
    const members = readMembers(parseBody(body.bytes), ['AccessKeyId', 'SecretAccessKey']);
    const key = {
      accessKeyId: required(members, 'AccessKeyId', accessKey),
      secretAccessKey: required(members, 'SecretAccessKey', accessKey),
    };
    const address = message.socket.remoteAddress ?? '';
    const takeBack = attempts.begin(address, key.accessKeyId, performance.now());
    try {
      const session = await door.sessions.start(key, door.region, isTls || isOverTls(headers), now);
      takeBack();
      return session;
    } catch (error) {
      // Without the key: people paste secrets into the wrong field.
      if (isRefusal(error)) log.warn({ requestId, address }, 'sign-in refused');
      else takeBack();
      throw error;
    }
  };
}

/** Anything else, such as a store that does not answer, is not the caller's failure. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ServiceError && error.code === 'UnrecognizedClientException';
