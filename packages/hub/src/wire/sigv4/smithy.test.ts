/** Against the signer of the JavaScript SDK, alone and inside its clients. */
import { Sha256 } from '@aws-crypto/sha256-js';
import {
  BatchImportFindingsCommand,
  DescribeHubCommand,
  DisableImportFindingsForProductCommand,
  ListTagsForResourceCommand,
  SecurityHubClient,
  UntagResourceCommand,
} from '@aws-sdk/client-securityhub';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../errors.js';
import type { WireRequest } from './request.js';
import { type Seen, tampered, testServer, verify } from './test-server.js';

const NOW = new Date('2024-01-01T00:04:00Z');
const SIGNED_AT = new Date('2024-01-01T00:00:00Z');
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

type Query = Record<string, string | string[]>;
interface Plain {
  method: string;
  path: string;
  query: Query;
  headers: Record<string, string>;
  body?: string;
}

const signer = (sessionToken?: string): SignatureV4 =>
  new SignatureV4({
    service: 'securityhub',
    region: 'eu-central-1',
    sha256: Sha256,
    credentials: {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: SECRET,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  });

const strict = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** What the SDK's HTTP handler makes of a request object. */
function onTheWire(
  signed: Pick<Plain, 'method' | 'path'> & { query?: unknown; headers: Record<string, string> },
): WireRequest {
  // The signer's type for a query is wider than what it gives back for ours.
  const query = Object.entries((signed.query ?? {}) as Query)
    .flatMap(([name, value]) => [value].flat().map((one) => `${strict(name)}=${strict(one)}`))
    .join('&');
  return {
    method: signed.method,
    url: query === '' ? signed.path : `${signed.path}?${query}`,
    headers: Object.entries(signed.headers),
  };
}

const plain = (over: Partial<Plain> = {}): Plain => ({
  method: 'POST',
  path: '/findings/import',
  query: {},
  headers: { host: 'localhost:4580', 'content-type': 'application/json' },
  body: '{"Findings":[{"Title":"naïve – 漏洞"}]}',
  ...over,
});

async function sign(request: Plain, token?: string): Promise<Seen> {
  const signed = await signer(token).sign(
    { protocol: 'http:', hostname: 'localhost', ...request },
    { signingDate: SIGNED_AT },
  );
  return { request: onTheWire(signed), body: Buffer.from(request.body ?? '') };
}

async function presign(request: Plain, token?: string, expiresIn = 900): Promise<Seen> {
  const signed = await signer(token).presign(
    { protocol: 'http:', hostname: 'localhost', ...request },
    { signingDate: SIGNED_AT, expiresIn },
  );
  return { request: onTheWire(signed), body: Buffer.from(request.body ?? '') };
}

const ARN_PATH =
  '/productSubscriptions/arn%3Aaws%3Asecurityhub%3Aeu-central-1%3A111122223333%3Aproduct-subscription%2Fa%2Fb';
const REQUESTS: [string, Plain][] = [
  ['a body', plain()],
  ['no body', { method: 'GET', path: '/accounts', query: {}, headers: { host: 'localhost:4580' } }],
  ['an encoded ARN', plain({ method: 'DELETE', path: ARN_PATH })],
  ['an encoded percent sign', plain({ path: '/tags/100%25%20a%2Fb' })],
  ['empty segments', plain({ path: '//tags/./x//y/' })],
  [
    'a query with odd characters',
    plain({ query: { 'a b': "x'y(z)*!~", z: '', '/?=&+%': ['b+c', 'a&b', 'ü'], 'a-b': '1', a: '2' } }),
  ],
  ['white space in headers', plain({ headers: { host: 'h', 'x-odd': '  a   b\t c  ' } })],
];

describe('@smithy/signature-v4', () => {
  test.each(REQUESTS)('header form: %s', async (_, request) => {
    verify(await sign(request), SECRET, NOW);
    verify(await sign(request, 'FwoG+token/with=odd&chars'), SECRET, NOW);
  });

  test.each(REQUESTS)('presigned: %s', async (_, request) => {
    verify(await presign(request), SECRET, NOW);
    verify(await presign(request, 'FwoG+token/with=odd&chars'), SECRET, NOW);
  });

  test.each(REQUESTS)('nothing signed can be changed: %s', async (_, request) => {
    for (const signed of [await sign(request, 'token'), await presign(request, 'token')]) {
      for (const { what, seen } of tampered(signed)) {
        expect(() => verify(seen, SECRET, NOW), what).toThrow(/signature we calculated does not match/);
      }
      expect(() => verify(signed, `${SECRET}x`, NOW)).toThrow(/signature we calculated does not match/);
    }
  });

  test('a repeated header is signed as one with commas', async () => {
    const { request, body } = await sign(plain({ headers: { host: 'h', 'x-any': 'a,b' } }));
    const headers = request.headers.flatMap(([name, value]): [string, string][] =>
      name === 'x-any' ? value.split(',').map((one) => [name, ` ${one} `]) : [[name, value]],
    );
    verify({ request: { ...request, headers }, body }, SECRET, NOW);
    const reversed = { ...request, headers: headers.toReversed() };
    expect(() => verify({ request: reversed, body }, SECRET, NOW)).toThrow(/does not match/);
  });

  test('a signature does not open another path or query that encodes to the same text', async () => {
    const { request, body } = await sign(plain({ path: '/tags/a%2Fb', query: { a: 'b+c' } }));
    verify({ request, body }, SECRET, NOW);
    for (const url of [
      '/tags/a%252Fb?a=b%2Bc',
      '/tags/a/b?a=b%2Bc',
      '/tags/a%2Fb?a=b+c',
      '/tags/a%2Fb?a=b%252Bc',
    ]) {
      expect(() => verify({ request: { ...request, url }, body }, SECRET, NOW), url).toThrow(
        /does not match/,
      );
    }
    verify({ request: { ...request, url: '/tags/a%2Fb?a=b%2bc' }, body }, SECRET, NOW);
  });

  test('a presigned request may leave its payload unsigned, a header-signed one may not', async () => {
    const headers = { host: 'h', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    verify(await presign(plain({ headers })), SECRET, NOW);
    const signed = await sign(plain({ headers }));
    expect(() => verify(signed, SECRET, NOW)).toThrow(/signature we calculated does not match/);
  });

  test('a presigned request lives as long as it says', async () => {
    const short = await presign(plain(), undefined, 90);
    verify(short, SECRET, new Date('2024-01-01T00:01:30.900Z'));
    expect(() => verify(short, SECRET, new Date('2024-01-01T00:01:31Z'))).toThrow(
      'Signature expired: 20240101T000000Z is now earlier than 20240101T000001Z (20240101T000131Z - 90 sec.)',
    );
    const week = await presign(plain(), undefined, 604_800);
    verify(week, SECRET, new Date('2024-01-08T00:00:00Z'));
    expect(() => verify(week, SECRET, new Date('2024-01-08T00:00:01Z'))).toThrow(/^Signature expired/);
  });

  test('any request it signs is verified, and no other secret fits', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const requests = fc.record({
      method: fc.constantFrom('GET', 'POST', 'DELETE', 'PATCH'),
      path: fc.array(text.map(strict), { maxLength: 5 }).map((segments) => `/${segments.join('/')}`),
      query: fc.dictionary(
        // The signer keeps the query in an object and loses a parameter named __proto__ from what it signs.
        text.filter((name) => !/^(x-amz-|__proto__$)/i.test(name)),
        fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
        { maxKeys: 5 },
      ),
      headers: fc
        .string({ unit: fc.constantFrom('a', ' ', '\t', '"', ',', '='), maxLength: 12 })
        .map((value) => ({ host: 'localhost', 'x-any': value })),
      body: text,
    });
    await fc.assert(
      fc.asyncProperty(requests, fc.boolean(), async (request, inQuery) => {
        const signed = inQuery ? await presign(request) : await sign(request);
        verify(signed, SECRET, NOW);
        expect(() => verify(signed, 'another', NOW)).toThrow(ServiceError);
      }),
      { numRuns: 200 },
    );
  });
});

test('the SDK: every kind of binding that the API has', async () => {
  const faults: unknown[] = [];
  const server = await testServer((seen) => {
    try {
      verify(seen, SECRET, new Date());
    } catch (error) {
      faults.push(error);
    }
    return { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
  });
  const client = new SecurityHubClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET, sessionToken: 'a+b/c=' },
  });
  try {
    const arn = 'arn:aws:securityhub:us-east-1:111122223333:product-subscription/acme/scan-it';
    await client.send(new BatchImportFindingsCommand({ Findings: [] }));
    await client.send(new DescribeHubCommand({ HubArn: 'arn:aws:securityhub:us-east-1:1:hub/default' }));
    await client.send(new DisableImportFindingsForProductCommand({ ProductSubscriptionArn: arn }));
    await client.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    await client.send(new UntagResourceCommand({ ResourceArn: arn, TagKeys: ['b c', 'a+b', 'ü/=&%'] }));
  } finally {
    client.destroy();
    await server.close();
  }
  expect(faults).toEqual([]);
  expect(server.seen).toHaveLength(5);
  for (const { what, seen } of server.seen.flatMap(tampered)) {
    expect(() => verify(seen, SECRET, new Date()), what).toThrow(/signature we calculated does not match/);
  }
});
