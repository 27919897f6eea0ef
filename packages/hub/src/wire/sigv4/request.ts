/** What a signature covers of a request, exactly as it came off the wire. */
export interface WireRequest {
  method: string;
  /** Path and query as received, nothing decoded. */
  url: string;
  /** Every header line, in order, so that duplicates are seen. */
  headers: readonly (readonly [name: string, value: string])[];
}

/** Node's flat `rawHeaders` list as pairs. */
export function headerPairs(rawHeaders: readonly string[]): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    pairs.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '']);
  }
  return pairs;
}

/** Lower-cased header name → its values in the order received. */
export type Headers = ReadonlyMap<string, readonly string[]>;

export function collectHeaders(request: WireRequest): Headers {
  const headers = new Map<string, string[]>();
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    const values = headers.get(key);
    if (values === undefined) headers.set(key, [value]);
    else values.push(value);
  }
  return headers;
}

export interface QueryPiece {
  /** `name=value` as received. */
  raw: string;
  rawName: string;
  rawValue: string;
}

export interface Target {
  path: string;
  query: readonly QueryPiece[];
}

/** Splits a request target into its path and the pieces of its query; nothing is decoded. */
export function splitTarget(url: string): Target {
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, query: [] };
  const query: QueryPiece[] = [];
  for (const raw of url.slice(mark + 1).split('&')) {
    if (raw === '') continue;
    const equals = raw.indexOf('=');
    query.push(
      equals < 0
        ? { raw, rawName: raw, rawValue: '' }
        : { raw, rawName: raw.slice(0, equals), rawValue: raw.slice(equals + 1) },
    );
  }
  return { path: url.slice(0, mark), query };
}
