import type { Caller } from '../access/caller.js';
import type { Principals } from '../access/principals.js';
import { type TrustDefaults, trustCaller } from '../access/trust.js';
import { readSession } from './session/claim.js';
import { proveSession, type SessionDoor, sessionHeaders } from './session/door.js';
import { SigningKeys } from './sigv4/keys.js';
import { readSignature } from './sigv4/read.js';
import type { WireRequest } from './sigv4/request.js';
import { looseScope } from './sigv4/scope.js';
import { payloadHash, verifySignature } from './sigv4/verify.js';

/** A caller who is known by name; the proof of a signature covers the body, too. */
interface Claimed {
  caller: Caller;
  /** To go out with the answer. */
  headers?: Readonly<Record<string, string>>;
  /** @throws ServiceError InvalidSignatureException if the caller did not sign exactly this request */
  prove(body: Buffer): void;
}

/**
 * Establishes who is calling, so that strangers are refused before their body is read.
 *
 * @param services what the credential scope may name
 * @throws ServiceError of the front door
 */
export type Authenticate = (
  request: WireRequest,
  services: readonly [string, ...string[]],
  now: Date,
) => Promise<Claimed>;

/** The door with a lock: Signature Version 4. */
export function bySignature(principals: Principals): Authenticate {
  const keys = new SigningKeys();
  return async (request, services, now) => {
    const claim = readSignature(request, { services, now });
    const { caller, secretKey } = await principals.findCaller(
      claim.accessKeyId,
      claim.sessionToken,
      claim.region,
    );
    return {
      caller,
      prove: (body) => verifySignature(claim, request, secretKey, payloadHash(body), keys),
    };
  };
}

/** The door without one, for test suites on loopback: any signature, or none, is taken at its word. */
export function byTrust(defaults: TrustDefaults): Authenticate {
  return async (request) => ({ caller: trustCaller(looseScope(request), defaults), prove: () => undefined });
}

/** The door for people: calls in a session are its principal's, like signed ones; all others go on to the other door. */
export function bySession(door: SessionDoor, otherwise: Authenticate): Authenticate {
  return async (request, services, now) => {
    const claim = readSession(request);
    if (claim === undefined) return otherwise(request, services, now);
    const session = await proveSession(claim, door, now);
    return { caller: session.caller, headers: sessionHeaders(session, now), prove: () => undefined };
  };
}
