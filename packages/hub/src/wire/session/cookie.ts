import type { Headers } from '../sigv4/request.js';

const NAME = 'docket_session';

/** The values that a request has under the session cookie's name: a browser may hold several, of different paths. */
export function sessionCookies(headers: Headers): string[] {
  const pairs = (headers.get('cookie') ?? []).flatMap((line) => line.split(';'));
  return pairs.flatMap((pair) => {
    const equals = pair.indexOf('=');
    return pair.slice(0, Math.max(equals, 0)).trim() === NAME ? [pair.slice(equals + 1).trim()] : [];
  });
}

/**
 * The header that has a browser keep a ticket: out of reach of scripts, for this host alone, and never sent with a request
 * that another site started.
 *
 * @param isSecure it is sent over TLS only
 */
export function sessionCookie(ticket: string, expires: Date, now: Date, isSecure: boolean): string {
  const seconds = Math.max(0, Math.floor((expires.getTime() - now.getTime()) / 1000));
  return `${NAME}=${ticket}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

/** Has a browser forget its ticket. */
export const clearedCookie = (now: Date, isSecure: boolean): string => sessionCookie('', now, now, isSecure);
