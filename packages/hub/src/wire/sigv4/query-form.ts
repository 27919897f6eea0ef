import type { RawClaim } from './claim.js';
import { decodeQueryText } from './encoding.js';
import { incompleteSignature } from './faults.js';
import { single } from './header-form.js';
import type { Headers, QueryPiece } from './request.js';
import { signingTime } from './time.js';

const REQUIRED = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
] as const;
const DAYS_7 = 604_800;

const decoded = (text: string): string => decodeQueryText(text).toString('utf8');

/** The `X-Amz-*` parameters of a query, decoded. Throws IncompleteSignatureException if one of them is there twice. */
export function amzParameters(query: readonly QueryPiece[]): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const { rawName, rawValue } of query) {
    const name = decoded(rawName);
    if (!/^x-amz-/i.test(name)) continue;
    // One signer hoists the hash in lower case; nothing else is named by more than one spelling.
    const key = name.toLowerCase() === 'x-amz-content-sha256' ? 'X-Amz-Content-Sha256' : name;
    if (parameters.has(key)) {
      throw incompleteSignature(`AWS query-string parameters must include '${key}' only once.`);
    }
    parameters.set(key, decoded(rawValue));
  }
  return parameters;
}

/** A presigned URL: the signature travels in the query. */
export function readQueryForm(parameters: ReadonlyMap<string, string>, headers: Headers): RawClaim {
  const missing = REQUIRED.filter((name) => !parameters.get(name));
  if (missing.length > 0) {
    const each = missing.map((name) => `AWS query-string parameters must include '${name}'. `);
    throw incompleteSignature(`${each.join('')}Re-examine the query-string parameters.`);
  }
  const value = (name: string): string => parameters.get(name) ?? '';
  const token = parameters.get('X-Amz-Security-Token');
  const declared = parameters.get('X-Amz-Content-Sha256') ?? single(headers, 'x-amz-content-sha256');
  const expires = parameters.get('X-Amz-Expires');
  return {
    form: 'presigned',
    algorithm: value('X-Amz-Algorithm'),
    credential: value('X-Amz-Credential'),
    signedHeaders: value('X-Amz-SignedHeaders'),
    signature: value('X-Amz-Signature'),
    timestamp: signingTime(value('X-Amz-Date')),
    ...(token === undefined ? {} : { sessionToken: token }),
    ...(declared === undefined ? {} : { declaredHash: declared }),
    ...(expires === undefined ? {} : { expires: parseExpires(expires) }),
  };
}

function parseExpires(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw incompleteSignature('X-Amz-Expires should be a number');
  const seconds = Number(text);
  if (seconds < 1) throw incompleteSignature('X-Amz-Expires must be greater than 0');
  if (seconds > DAYS_7) {
    throw incompleteSignature(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ' +
        `${DAYS_7} seconds`,
    );
  }
  return seconds;
}
