import { REGION } from '../../access/arn.js';
import { invalidInput } from '../../errors.js';
import { collectHeaders, type Headers, splitTarget, type WireRequest } from '../sigv4/request.js';
import { sessionCookies } from './cookie.js';
import { isSameOrigin } from './origin.js';

/** Where a browser goes by itself, for a download: such a request has no headers of ours. */
const LINKS: ReadonlySet<string> = new Set(['/_docket/export']);

const CSRF = 'x-docket-csrf';
const PLACE = 'x-docket-region';

/** What a request says of the session that it belongs to, before anything of it is checked. */
export interface SessionClaim {
  headers: Headers;
  tickets: readonly string[];
  csrfToken?: string;
  /** The Region of the call; absent: the hub's own. */
  region?: string;
  /** A link that a page of the hub itself was left by, as the browser says. */
  isOwnLink: boolean;
}

/**
 * The session that a request claims to belong to; undefined for one that is signed, or that claims none. A signature
 * comes first: whoever signs is not mixed up with whoever uses the same browser.
 *
 * @throws ServiceError InvalidInputException for a Region that cannot be one
 */
export function readSession(request: WireRequest): SessionClaim | undefined {
  const headers = collectHeaders(request);
  const { path, query } = splitTarget(request.url);
  if (headers.has('authorization') || query.some(({ rawName }) => rawName === 'X-Amz-Algorithm'))
    return undefined;
  const isLink = request.method === 'GET' && LINKS.has(path);
  const inQuery = new Map(
    isLink
      ? [...new URLSearchParams(request.url.slice(path.length))].map(([name, value]) => [
          name.toLowerCase(),
          value,
        ])
      : [],
  );
  const said = (name: string): string | undefined => headers.get(name)?.[0] ?? inQuery.get(name);

  const tickets = sessionCookies(headers);
  const csrfToken = said(CSRF);
  const region = said(PLACE);
  if (tickets.length === 0 && csrfToken === undefined) return undefined;
  if (region !== undefined && !REGION.test(region)) {
    throw invalidInput('X-Docket-Region must be a Region such as us-east-1');
  }
  return {
    headers,
    tickets,
    isOwnLink: isLink && isSameOrigin(headers),
    ...(csrfToken !== undefined && { csrfToken }),
    ...(region !== undefined && { region }),
  };
}
