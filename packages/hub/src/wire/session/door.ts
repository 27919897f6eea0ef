import { isSame, type Session, type Sessions } from '../../access/sessions.js';
import { ServiceError } from '../../errors.js';
import type { SessionClaim } from './claim.js';
import { sessionCookie } from './cookie.js';
import { refuseForeign } from './origin.js';

/** What lets people in who signed in. */
export interface SessionDoor {
  sessions: Sessions;
  /** Of calls that name no Region. */
  region: string;
}

/**
 * The session that a request belongs to, by its cookie alone: enough to be told who is signed in, and for nothing else.
 *
 * @throws ServiceError UnauthorizedException if it is over, AccessDeniedException for a page of somebody else
 */
export async function findSession(claim: SessionClaim, door: SessionDoor, now: Date): Promise<Session> {
  refuseForeign(claim.headers);
  for (const ticket of claim.tickets) {
    const session = await door.sessions.resume(ticket, claim.region ?? door.region, now);
    if (session !== undefined) return session;
  }
  throw noSession();
}

/**
 * The same, of a request that the hub's own pages made: it carries what only they can know, or it is a link that the
 * browser says was followed on one of them.
 *
 * @throws ServiceError also InvalidCsrfTokenException
 */
export async function proveSession(claim: SessionClaim, door: SessionDoor, now: Date): Promise<Session> {
  const session = await findSession(claim, door, now);
  const { csrfToken, isOwnLink } = claim;
  if (csrfToken === undefined ? isOwnLink : isSame(csrfToken, session.csrfToken)) return session;
  throw new ServiceError(
    'InvalidCsrfTokenException',
    'A call in a session must carry its token in the header X-Docket-Csrf: GET /_docket/session tells it.',
  );
}

export const noSession = (): ServiceError =>
  new ServiceError('UnauthorizedException', 'There is no session, or it is over. Sign in.');

/** What goes out with every answer in a session: it is for nobody else, and its time begins anew. */
export function sessionHeaders(session: Session, now: Date): Record<string, string> {
  const { ticket, expires, isSecure } = session;
  return {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(ticket !== undefined && { 'set-cookie': sessionCookie(ticket, expires, now, isSecure) }),
  };
}
