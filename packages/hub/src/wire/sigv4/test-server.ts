/** For tests: a small HTTP server that verifies what independent signers send it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SigningKeys } from './keys.js';
import { readSignature } from './read.js';
import { headerPairs, type WireRequest } from './request.js';
import { payloadHash, verifySignature } from './verify.js';

export interface Seen {
  request: WireRequest;
  body: Buffer;
}

export interface TestServer {
  url: string;
  seen: Seen[];
  close(): Promise<void>;
}

type Answer = { status: number; headers: Record<string, string>; body: string };

export async function testServer(answer: (seen: Seen) => Answer): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', rawHeaders } = incoming;
      const request = { method, url, headers: headerPairs(rawHeaders) };
      const one = { request, body: Buffer.concat(chunks) };
      seen.push(one);
      const { status, headers, body } = answer(one);
      outgoing.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // listen() on a TCP port gives an AddressInfo, never a pipe's name.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Verifies a request as the hub does. Throws what the hub would answer. */
export function verify(
  { request, body }: { request: WireRequest; body: Uint8Array | string },
  secretKey: string,
  now: Date,
  services: readonly [string, ...string[]] = ['securityhub'],
): void {
  const claim = readSignature(request, { services, now });
  verifySignature(claim, request, secretKey, payloadHash(body), new SigningKeys());
}

/** Each of these is no longer what was signed: one thing differs. */
export function tampered({ request, body }: Seen): { what: string; seen: Seen }[] {
  const [path = '', query = ''] = request.url.split('?', 2);
  const signed =
    /SignedHeaders=([^,]*)/.exec(new Map(request.headers).get('Authorization') ?? '')?.[1] ?? 'host';
  const names = signed.split(';').filter((name) => !name.endsWith('date'));
  const cases = [
    { what: 'method', request: { ...request, method: request.method === 'PUT' ? 'POST' : 'PUT' }, body },
    { what: 'path', request: { ...request, url: `${path}x${query === '' ? '' : `?${query}`}` }, body },
    { what: 'query', request: { ...request, url: `${path}?${query === '' ? '' : `${query}&`}z=1` }, body },
    { what: 'body', request, body: Buffer.concat([body, Buffer.from(' ')]) },
    ...names.map((name) => ({
      what: `header ${name}`,
      request: {
        ...request,
        headers: request.headers.map(([key, value]): [string, string] => [
          key,
          key.toLowerCase() === name ? `${value}x` : value,
        ]),
      },
      body,
    })),
    ...names.map((name) => ({
      what: `no header ${name}`,
      request: { ...request, headers: request.headers.filter(([key]) => key.toLowerCase() !== name) },
      body,
    })),
    {
      what: 'second content-type',
      request: { ...request, headers: [...request.headers, ['Content-Type', 'text/x'] as const] },
      body,
    },
  ];
  return cases
    .filter(({ what }) => what !== 'second content-type' || names.includes('content-type'))
    .map(({ what, ...one }) => ({ what, seen: one }));
}
