import { serialize } from '../../support/signer.js';

/**
 * Ways to break a signature. Each takes a request and gives bytes that no careful door lets in.
 *
 * @type {Record<string, (context: {random: import('../../support/random.js').Random, world: import('./world.js').World,
 *   request: import('../../support/signer.js').UnsignedRequest}) => Promise<Buffer>>}
 */
export const BROKEN_SIGNATURES = {
  unsigned: async ({ world, request }) => {
    const signed = await world.signer.sign(request);
    const headers = Object.entries(signed.headers).filter(([name]) => name !== 'authorization');
    return serialize({ ...signed, headers });
  },
  'unknown key': ({ world, request }) => world.strangerSigner.bytes(request),
  'wrong secret': ({ world, request }) => world.forgerSigner.bytes(request),
  'other service': ({ world, request }) => world.stsSigner.bytes({ ...request, path: '/findings/import' }),
  expired: ({ world, request }) =>
    world.signer.bytes({ ...request, date: new Date(Date.now() - 16 * 60_000) }),
  early: ({ world, request }) => world.signer.bytes({ ...request, date: new Date(Date.now() + 16 * 60_000) }),
  'other body': async ({ world, request }) => {
    const signed = await world.signer.sign(request);
    const body = Buffer.concat([signed.body, Buffer.from(' ')]);
    return serialize({
      ...signed,
      body,
      headers: { ...signed.headers, 'content-length': String(body.length) },
    });
  },
  'other body, same claimed hash': async ({ world, request }) => {
    const signed = await world.signer.sign({ ...request, body: '{"Findings":[]}' });
    const body = Buffer.from('{"Findings":{}}');
    return serialize({ ...signed, body });
  },
  'other method': async ({ world, request }) => {
    const signed = await world.signer.sign({ ...request, method: 'PUT' });
    return serialize({ ...signed, method: request.method });
  },
  'other path': async ({ world, request }) => {
    const signed = await world.signer.sign({ ...request, path: '/accounts/other' });
    return serialize({ ...signed, target: '/findings/import', method: 'POST' });
  },
  'other query': async ({ world, request }) => {
    const signed = await world.signer.sign(request);
    return serialize({
      ...signed,
      target: `${signed.target}${signed.target.includes('?') ? '&' : '?'}added=1`,
    });
  },
  'changed signed header': async ({ world, request }) => {
    const signed = await world.signer.sign({
      ...request,
      headers: { ...request.headers, 'x-amz-meta': 'one' },
    });
    return serialize({ ...signed, headers: { ...signed.headers, 'x-amz-meta': 'two' } });
  },
  'flipped digit': (context) =>
    withAuthorization(context, (value) => {
      const last = value.at(-1) === '0' ? '1' : '0';
      return value.slice(0, -1) + last;
    }),
  'cut short': (context) =>
    withAuthorization(context, (value) => value.slice(0, context.random.integer(0, value.length - 1))),
  'no signed headers': (context) =>
    withAuthorization(context, (value) => value.replace(/SignedHeaders=[^,]*, /, '')),
  'empty signed headers': (context) =>
    withAuthorization(context, (value) => value.replace(/SignedHeaders=[^,]*/, 'SignedHeaders=')),
  'absent header signed': (context) =>
    withAuthorization(context, (value) => value.replace('SignedHeaders=', 'SignedHeaders=x-amz-absent;')),
  'host not signed': (context) =>
    withAuthorization(context, (value) => value.replace(/([=;])host(;|,)/, '$1x-other$2')),
  'broken scope': (context) =>
    withAuthorization(context, (value) =>
      value.replace(
        /Credential=[^,]*/,
        `Credential=${context.random.pick(['', '/', '////', 'a/b/c/d/e/f', '/20260101/x/securityhub/aws4_request', '__proto__/20260101/r/securityhub/aws4_request', 'x'.repeat(5000)])}`,
      ),
    ),
  'other algorithm': (context) =>
    withAuthorization(context, (value) =>
      value.replace(
        'AWS4-HMAC-SHA256',
        context.random.pick([
          'AWS4-HMAC-SHA1',
          'AWS4-ECDSA-P256-SHA256',
          'Bearer',
          'Basic',
          'aws4-hmac-sha256',
          '__proto__',
        ]),
      ),
    ),
  'repeated parts': (context) =>
    withAuthorization(context, (value) => `${value}, ${value.replace('AWS4-HMAC-SHA256 ', '')}0`),
  garbage: (context) =>
    withAuthorization(context, () =>
      Array.from({ length: 200 }, () =>
        String.fromCharCode(context.random.integer(33, 126) + (context.random.chance(0.5) ? 128 : 0)),
      ).join(''),
    ),
  'broken date': async ({ random, world, request }) => {
    const signed = await world.signer.sign(request);
    const date = random.pick([
      '',
      'x',
      '20260101',
      '2026-01-01T00:00:00Z',
      '99999999T999999Z',
      '20261301T000000Z',
      '-1',
    ]);
    return serialize({ ...signed, headers: { ...signed.headers, 'x-amz-date': date } });
  },
  'two dates': async ({ world, request }) => {
    const signed = await world.signer.sign(request);
    const headers = Object.entries(signed.headers);
    return serialize({ ...signed, headers: [...headers, ['x-amz-date', '20200101T000000Z']] });
  },
  'two authorizations': async ({ world, request }) => {
    const signed = await world.forgerSigner.sign(request);
    const headers = Object.entries(signed.headers);
    return serialize({ ...signed, headers: [['authorization', 'AWS4-HMAC-SHA256 '], ...headers] });
  },
  'unknown token': async ({ world, request }) =>
    world.signer.bytes({
      ...request,
      headers: { ...request.headers, 'x-amz-security-token': 'nobody knows it' },
    }),
  'presigned, broken': async ({ random, world, request }) => {
    const query = {
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${world.hub.credentials.accessKeyId}/20260101/${world.hub.region}/securityhub/aws4_request`,
      'X-Amz-Date': random.pick([
        '20260101T000000Z',
        '',
        'x',
        new Date().toISOString().replaceAll(/[-:]|\.\d+/g, ''),
      ]),
      'X-Amz-Expires': random.pick(['300', '-1', '604801', '1e9', 'NaN', '']),
      'X-Amz-SignedHeaders': random.pick(['host', '', 'host;x-other']),
      'X-Amz-Signature': random.pick(['', '0', 'f'.repeat(64), 'g'.repeat(64), '\u0000']),
    };
    const dropped = random.pick([...Object.keys(query), 'none']);
    const kept = Object.entries(query).filter(([name]) => name !== dropped);
    const text = kept.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    const body = Buffer.from(request.body ?? '');
    const headers = { host: new URL(world.hub.url).host, 'content-length': String(body.length) };
    return serialize({ method: request.method, target: `${request.path}?${text}`, headers, body });
  },
};

/**
 * @param {{world: import('./world.js').World, request: import('../../support/signer.js').UnsignedRequest}} context
 * @param {(value: string) => string} change
 */
async function withAuthorization({ world, request }, change) {
  const signed = await world.signer.sign(request);
  const { authorization = '' } = signed.headers;
  return serialize({ ...signed, headers: { ...signed.headers, authorization: change(authorization) } });
}
