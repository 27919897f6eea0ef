import { ServiceError } from '../../errors.js';
import { echo } from '../sigv4/faults.js';
import type { Headers } from '../sigv4/request.js';

/**
 * Refuses a request that a browser made for a page of somebody else. Which page it was stands in headers that no script
 * can set; clients that are no browsers send neither of them.
 *
 * @throws ServiceError AccessDeniedException
 */
export function refuseForeign(headers: Headers): void {
  const [host = ''] = headers.get('host') ?? [];
  for (const origin of headers.get('origin') ?? []) {
    if (!isOwn(origin, host)) throw foreign(`from ${echo(origin)}`);
  }
  for (const site of headers.get('sec-fetch-site') ?? []) {
    if (site !== 'same-origin') throw foreign(`of a page of the ${echo(site)} kind`);
  }
}

/** True if the browser says that one of the hub's own pages made the request. */
export const isSameOrigin = (headers: Headers): boolean =>
  headers.get('sec-fetch-site')?.join() === 'same-origin';

/** Whether requests of a page come over TLS, as far as the browser says: a proxy may take it off in front of the hub. */
export const isOverTls = (headers: Headers): boolean =>
  (headers.get('origin') ?? []).some((origin) => origin.startsWith('https://'));

/** The scheme is left out: TLS may end at a proxy, which hands on the Host as it came, as signatures need it. */
function isOwn(origin: string, host: string): boolean {
  const [, named] = /^https?:\/\/([^/]+)$/.exec(origin.toLowerCase()) ?? [];
  return named !== undefined && named === host.toLowerCase();
}

const foreign = (whose: string): ServiceError =>
  new ServiceError(
    'AccessDeniedException',
    `Sessions are for requests of the hub's own pages, and this one came ${whose}.`,
  );
