import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUILT } from '../operations/index.js';
import { type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal, expectSuccess } from '../testing/refusal.js';
import { answers, openSocket, requestBytes } from '../testing/socket.js';
import { OPERATIONS } from './generated/operations.js';
import { route } from './router.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const EXAMPLE: Record<string, string> = { Label: 'example' };
const pathOf = (template: string): string => template.replaceAll(/\{\w+\+?\}/g, EXAMPLE.Label ?? '');

describe('every operation of the model', () => {
  const all = Object.entries(OPERATIONS).map(([name, { method, path }]) => ({
    name,
    method,
    path: pathOf(path),
  }));

  test('has a route of its own', () => {
    expect(all.map(({ method, path }) => route(method, path).operation)).toEqual(all.map(({ name }) => name));
  });

  test('that is not built says so, and names itself', async () => {
    const missing = all.filter(({ name }) => !Object.hasOwn(BUILT, name));
    for (const { name, method, path } of missing) {
      const answer = await hub.root.call(method, path, method === 'GET' ? undefined : {});
      expectRefusal(answer, 501, 'NotImplemented', `Docket does not answer ${name} yet.`);
    }
  });
});

describe('labels', () => {
  test('are decoded, and may span segments where the model says so', () => {
    expect(route('GET', '/tags/arn%3Aaws%3Asecurityhub%3Aeu-west-1%3A1%3Ahub%2Fdefault').labels).toEqual({
      ResourceArn: 'arn:aws:securityhub:eu-west-1:1:hub/default',
    });
    expect(route('DELETE', '/productSubscriptions/arn:aws:x/y/z%2Fq').labels).toEqual({
      ProductSubscriptionArn: 'arn:aws:x/y/z/q',
    });
  });

  test('named as an object’s own things are labels', () => {
    expect(route('GET', '/tags/__proto__').labels).toEqual({ ResourceArn: '__proto__' });
  });
});

describe('there is no operation', () => {
  test.each([
    '//',
    '//findings',
    '/findings//',
    '/findings/',
    '/findings/import/',
    '/findings%2Fimport',
    '/Findings',
    '/findings;a=b',
    '/x%00y',
    '/findings/import/more',
    '/__proto__',
    `/${'a'.repeat(8_000)}`,
  ])('at POST %#', async (path) => {
    const answer = await hub.root.call('POST', path, {});
    const message = 'There is no operation at POST and this path.';
    expectRefusal(answer, 404, 'UnknownOperationException', message);
  });

  test.each(['/%zz', '/findings/%', '/tags/%E0%A4%A', '/_docket/admin/%ff'])(
    'at a path that is no path: %s',
    async (path) => {
      const answer = await hub.root.call('GET', path);
      expectRefusal(
        answer,
        404,
        'UnknownOperationException',
        expect.stringMatching(/^There is no operation at/),
      );
    },
  );

  test.each(['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'QUERY', 'MKCOL'])(
    'for %s',
    async (method) => {
      const message = `There is no operation at ${method} and this path.`;
      expectRefusal(await hub.root.call(method, '/findings', {}), 404, 'UnknownOperationException', message);
      const nobody = await hub.client().call(method, '/findings', {});
      expectRefusal(nobody, 403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
    },
  );

  test('for HEAD, which is told without words', async () => {
    const answer = await hub.root.call('HEAD', '/findings');
    expect(answer).toMatchObject({ status: 404, text: '' });
    expect(answer.headers['x-amzn-errortype']).toBe('UnknownOperationException');
  });

  test('for QUERY without a content type', async () => {
    const connection = await openSocket(hub.url);
    await connection.write('QUERY /findings HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}');
    const text = await connection.until(answers(1));
    expect(text).toMatch(/^HTTP\/1\.1 403 .*MissingAuthenticationTokenException/s);
    connection.socket.destroy();
  });
});

describe('a request line with the whole URL', () => {
  const line = (target: string) => ({ method: 'POST', path: '/findings', target });

  test('is answered as one with the path, which is what is signed', async () => {
    const connection = await openSocket(hub.url);
    const body = Buffer.from('{"MaxResults":1}');
    for (const origin of [hub.url, 'http://somewhere.example', 'HTTPS://somewhere.example:1']) {
      await connection.write(await requestBytes(hub.root, line(`${origin}/findings`), body));
    }
    const text = await connection.until(answers(3));
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(Array(3).fill('HTTP/1.1 200'));
    connection.socket.destroy();
  });

  test('proves nothing for another path', async () => {
    const connection = await openSocket(hub.url);
    const target = `${hub.url}/findings/import`;
    await connection.write(await requestBytes(hub.root, line(target), Buffer.from('{}')));
    expect(await connection.until(answers(1))).toMatch(/^HTTP\/1\.1 403 .*InvalidSignatureException/s);
    connection.socket.destroy();
  });
});

test.each([
  ['nonsense\r\n\r\n', '400'],
  [`GET / HTTP/1.1\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, '431'],
  ['POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', '400'],
  ['POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', '400'],
])('what is not HTTP is told so, and the connection ends: %#', async (bytes, status) => {
  const connection = await openSocket(hub.url);
  await connection.write(bytes);
  const text = await connection.rest();
  expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*x-amzn-errortype: SerializationException`, 's'));
  expect(text).toMatch(/x-amzn-RequestId: [\w-]{36}/);
});

test('success says nothing but the answer', async () => {
  const answer = await hub.root.getFindings();
  expectSuccess(answer, '{"Findings":[]}');
  expect(Object.keys(answer.headers).sort()).toEqual(
    ['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'x-amzn-requestid'].sort(),
  );
});
