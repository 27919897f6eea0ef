import { amzParameters } from './query-form.js';
import { splitTarget, type WireRequest } from './request.js';

/** What trust mode asks of a request: nothing is proved by it. */
export interface LooseScope {
  accessKeyId: string;
  region: string;
  service: string;
}

/**
 * The credential scope of a request however badly it is signed, for trust mode; undefined if there is none.
 * Never throws.
 */
export function looseScope(request: WireRequest): LooseScope | undefined {
  const [, header = ''] = request.headers.find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  const credential = /\bCredential=([^, \t]*)/.exec(header)?.[1] ?? queryCredential(request.url);
  const [accessKeyId = '', , region = '', service = ''] = credential?.split('/') ?? [];
  return accessKeyId === '' ? undefined : { accessKeyId, region, service };
}

function queryCredential(url: string): string | undefined {
  const { query } = splitTarget(url);
  const piece = query.find(({ rawName }) => rawName === 'X-Amz-Credential');
  return piece === undefined ? undefined : amzParameters([piece]).get('X-Amz-Credential');
}
