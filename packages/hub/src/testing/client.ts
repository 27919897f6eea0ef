import {
  Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
} from 'node:http';
import { type Credentials, signedHeaders } from './signer.js';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The text as JSON; undefined if it is none. */
  json: unknown;
}

export interface CallOptions {
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Sent as it is, instead of JSON. */
  bytes?: Uint8Array;
  region?: string;
  service?: string;
  date?: Date;
}

export interface ClientOptions {
  url: string;
  region: string;
  /** Nobody: calls are not signed. */
  credentials?: Credentials;
}

/** A client of a hub over real HTTP, with real signatures, that sends what it is told to, however wrong. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true });

  constructor(readonly options: ClientOptions) {}

  /** The whole head of a call, signed if the client has credentials. */
  async headers(method: string, path: string, body: Uint8Array, options: CallOptions = {}) {
    const { credentials, region, url } = this.options;
    const headers = {
      host: new URL(url).host,
      'content-type': 'application/json',
      'content-length': String(body.length),
      ...options.headers,
    };
    if (credentials === undefined) return headers;
    const { query, service, date } = options;
    return signedHeaders(
      credentials,
      { region: options.region ?? region, ...(service !== undefined && { service }) },
      { method, path, headers, body, ...(query && { query }), ...(date && { date }) },
    );
  }

  /** @param body sent as JSON; undefined for none */
  async call(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    const bytes = options.bytes ?? Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const headers = await this.headers(method, path, bytes, options);
    return answerTo(this.send(method, path + search(options.query), headers).end(bytes));
  }

  /** Starts a request; its body is up to the caller. */
  send(method: string, target: string, headers: Record<string, string>): ClientRequest {
    const { hostname, port } = new URL(this.options.url);
    return request({ hostname, port, method, path: target, headers, agent: this.#agent });
  }

  importFindings(findings: readonly unknown[], options?: CallOptions): Promise<Answer> {
    return this.call('POST', '/findings/import', { Findings: findings }, options);
  }

  updateFindings(input: unknown, options?: CallOptions): Promise<Answer> {
    return this.call('PATCH', '/findings/batchupdate', input, options);
  }

  getFindings(input: unknown = {}, options?: CallOptions): Promise<Answer> {
    return this.call('POST', '/findings', input, options);
  }

  /** Every finding that a filter selects, page by page. Throws if a page is refused. */
  async allFindings(input: object = {}, options?: CallOptions): Promise<StoredFinding[]> {
    const all: StoredFinding[] = [];
    let token: unknown;
    do {
      const page = await this.getFindings(
        token === undefined ? input : { ...input, NextToken: token },
        options,
      );
      if (page.status !== 200) throw new Error(`GetFindings answered ${page.status}: ${page.text}`);
      const { Findings, NextToken } = Object(page.json);
      all.push(...Findings);
      token = NextToken;
    } while (token !== undefined);
    return all;
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** A finding as an answer brings it: members are checked by what tests expect of them. */
export type StoredFinding = Record<string, unknown>;

/** Resolves with the whole answer; rejects if the connection ends before. */
export async function answerTo(sent: ClientRequest): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  return { status: response.statusCode ?? 0, headers: response.headers, text, json: parse(text) };
}

const search = (query: Record<string, string> | undefined): string =>
  query === undefined ? '' : `?${new URLSearchParams(query).toString().replaceAll('+', '%20')}`;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
