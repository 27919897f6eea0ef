import type { SignatureClaim } from './claim.js';
import { decodeQueryText, encodeBytes, encodeText } from './encoding.js';
import { collectHeaders, type QueryPiece, splitTarget, type WireRequest } from './request.js';

/**
 * The canonical requests that an honest signer may have signed for this request, the specification's own first.
 * Signers in wide use differ in small ways (see `canonicalPaths` and `canonicalQueries`); every form still
 * stands for this one request and no other with another meaning. Usually there is exactly one.
 */
export function* canonicalRequests(
  request: WireRequest,
  claim: SignatureClaim,
  payloadHash: string,
): Generator<string> {
  const { path, query } = splitTarget(request.url);
  const signedQuery =
    claim.form === 'presigned' ? query.filter(({ rawName }) => rawName !== 'X-Amz-Signature') : query;
  const headers = collectHeaders(request);
  const names = claim.signedHeaders.join(';');
  const method = request.method.toUpperCase();
  const lines = claim.signedHeaders.map((name) => `${name}:${canonicalValue(headers.get(name))}\n`).join('');

  for (const canonicalPath of canonicalPaths(path)) {
    for (const canonicalQuery of canonicalQueries(signedQuery)) {
      yield `${method}\n${canonicalPath}\n${canonicalQuery}\n${lines}\n${names}\n${payloadHash}`;
    }
  }
}

/** Trimmed, inner white space folded to one space, the values of a repeated header joined by commas. */
function canonicalValue(values: readonly string[] = []): string {
  return values.map((value) => value.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')).join(',');
}

/**
 * The SDKs encode each segment of the sent path once more; curl 7 signs the path as sent. A sent path that
 * holds `%25` could be the encoded form of another one, so it is accepted in the specification's form only.
 */
function canonicalPaths(path: string): readonly string[] {
  const twice = encodeText(normalizePath(path), true);
  return twice === path || path.includes('%25') ? [twice] : [twice, path];
}

/** Removes empty and dot segments, as signers do. */
function normalizePath(path: string): string {
  if (!/\/\/|\/\./.test(path)) return path === '' ? '/' : path;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}${kept.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/** The SDKs sort and re-encode the query; botocore sorts what is sent; curl 7 signs what is sent. */
function canonicalQueries(query: readonly QueryPiece[]): ReadonlySet<string> {
  if (query.length === 0) return new Set(['']);
  const encoded = query.map(({ rawName, rawValue }): [string, string] => [
    encodeBytes(decodeQueryText(rawName)),
    encodeBytes(decodeQueryText(rawValue)),
  ]);
  const sent = query.map(({ rawName, rawValue }): [string, string] => [rawName, rawValue]);
  return new Set([joinSorted(encoded), joinSorted(sent), query.map(({ raw }) => raw).join('&')]);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function joinSorted(pairs: readonly [string, string][]): string {
  return [...pairs]
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}
