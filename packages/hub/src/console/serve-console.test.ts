import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerTo, type Client } from '../testing/client.js';
import { type RunningHub, startTestHub } from '../testing/hub.js';
import { openSocket } from '../testing/socket.js';
import { acceptedEncodings } from './encoding.js';

const INDEX = '<!doctype html><title>The console</title>';
const SCRIPT = `console.log(${JSON.stringify('x'.repeat(5_000))});`;
const SECRET = 'not for anybody';

let hub: RunningHub;
let client: Client;
let parent: string;
beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'docket-console-'));
  const folder = join(parent, 'dist');
  mkdirSync(join(folder, 'assets', 'folder.js'), { recursive: true });
  const put = (name: string, bytes: string | Buffer) => writeFileSync(join(folder, name), bytes);
  put('index.html', INDEX);
  put('icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  put('assets/index-Ab_1-x.js', SCRIPT);
  put('assets/index-Ab_1-x.js.br', brotliCompressSync(SCRIPT));
  put('assets/index-Ab_1-x.js.gz', gzipSync(SCRIPT));
  put('assets/style-1.css', 'a{}');
  put('assets/style-1.css.gz', gzipSync('a{}'));
  put('.env', SECRET);
  put('program.exe', SECRET);
  writeFileSync(join(parent, 'secret.txt'), SECRET);
  writeFileSync(join(parent, 'dist.js'), SECRET);
  symlinkSync(join(parent, 'secret.txt'), join(folder, 'link.txt'));
  hub = await startTestHub({ consoleFolder: folder });
  client = hub.client();
});
afterAll(async () => {
  await hub.close();
  rmSync(parent, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  client.call('GET', path, undefined, { headers });

/** The answer's body as it came, for what is not text. */
async function bytesOf(path: string, encoding: string) {
  const sent = client.send('GET', path, { host: '127.0.0.1', 'accept-encoding': encoding }).end();
  const response = await new Promise<NodeJS.ReadableStream & { headers: object }>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return { headers: response.headers, bytes: Buffer.concat(chunks) };
}

describe('the console', () => {
  test.each([
    '/console',
    '/console/',
    '/console?x=1',
    '/console/findings',
    '/console/insights/arn/custom?filter=%22a.b%22',
    '/console/assets',
    '/console/index.html',
  ])('has its first page at %s, asked for again each time', async (path) => {
    const answer = await get(path);
    expect(answer).toMatchObject({
      status: 200,
      text: INDEX,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
    });
    const { etag = '' } = answer.headers;
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get(path, { 'if-none-match': tag });
      expect(again).toMatchObject({ status: 304, text: '', headers: { etag, 'cache-control': 'no-cache' } });
    }
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('keeps files whose names tell their content for ever', async () => {
    expect(await get('/console/assets/index-Ab_1-x.js')).toMatchObject({
      status: 200,
      text: SCRIPT,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        'content-length': String(SCRIPT.length),
      },
    });
    expect((await get('/console/icon.svg')).headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'no-cache',
    });
  });

  test('sends what lies ready in the smallest form that the client takes', async () => {
    const script = '/console/assets/index-Ab_1-x.js';
    const small = await bytesOf(script, 'gzip, deflate, br');
    expect(small.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(brotliDecompressSync(small.bytes).toString()).toBe(SCRIPT);
    const gzipped = await bytesOf(script, 'br;q=0, gzip;q=0.5');
    expect(gzipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(gunzipSync(gzipped.bytes).toString()).toBe(SCRIPT);
    const plain = await bytesOf(script, 'identity');
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(plain.headers).toMatchObject({ vary: 'accept-encoding' });
    const style = await bytesOf('/console/assets/style-1.css', 'br, gzip');
    expect(style.headers).toMatchObject({ 'content-encoding': 'gzip' });
    expect((await bytesOf('/console/', 'br')).headers).not.toHaveProperty('content-encoding');
  });

  test('answers HEAD like GET, without the body', async () => {
    for (const path of ['/console', '/console/assets/style-1.css', '/console/nothing.js']) {
      const whole = await get(path);
      const head = await client.call('HEAD', path);
      expect(head).toMatchObject({ status: whole.status, text: '' });
      for (const name of ['content-type', 'content-length', 'etag', 'content-security-policy']) {
        expect(head.headers[name]).toBe(whole.headers[name]);
      }
    }
  });

  test.each(['/console', '/console/assets/style-1.css', '/console/nothing.js'])(
    'lets pages load nothing from elsewhere, and be shown nowhere else: %s',
    async (path) => {
      const { headers } = await get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      const policy = new Map(
        String(headers['content-security-policy'])
          .split('; ')
          .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
      );
      expect(policy.get('default-src')).toBe("'none'");
      expect(policy.get('frame-ancestors')).toBe("'none'");
      for (const sources of policy.values()) expect(sources).toMatch(/^('self'( data:)?|'none')$/);
      expect(policy.get('script-src')).toBe("'self'");
    },
  );

  test.each([
    '/console/nothing.js',
    '/console/assets/nothing-1.js',
    '/console/assets/folder.js',
    '/console/assets/index-Ab_1-x.js.br',
    '/console/assets/style-1.css/more.js',
    '/console/.env',
    '/console/assets/.env.js',
    '/console/program.exe',
    '/console/link.txt',
    '/console/x.__proto__',
    '/console/x.constructor',
    `/console/${'a'.repeat(300)}.js`,
    `/console/${'a/'.repeat(300)}b.js`,
  ])('has no %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.text).not.toContain(SECRET);
  });

  // As raw bytes: clients clean up what they send.
  test.each([
    '/console/../secret.txt',
    '/console/../../etc/passwd',
    '/console/assets/../../secret.txt',
    '/console/..%2fsecret.txt',
    '/console/%2e%2e/secret.txt',
    '/console/%2e%2e%2fsecret.txt',
    '/console/%252e%252e/secret.txt',
    '/console/..\\secret.txt',
    '/console/..%5csecret.txt',
    '/console/....//secret.txt',
    '/console//etc/passwd.txt',
    '/console/./secret.txt',
    '/console/%00.js',
    '/console/link.txt%00.js',
    '/console/\u0000/secret.txt',
    '/console.js',
    '/console/%c0%ae%c0%ae/secret.txt',
    '/console/%',
    '/%63onsole/%2e%2e/secret.txt',
    '/CONSOLE/../secret.txt',
    'http://127.0.0.1/console/../secret.txt',
    '/console/C:/secret.txt',
    '/console/~/secret.txt',
  ])('gives nothing away for %j', async (target) => {
    const connection = await openSocket(hub.url);
    await connection.write(`GET ${target} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`);
    const text = await connection.rest();
    expect(text).toMatch(/^HTTP\/1\.1 (400|403|404|200) /);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain('root:');
    if (text.startsWith('HTTP/1.1 200')) expect(text.endsWith(INDEX)).toBe(true);
  });

  test('takes no other calls', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect((await client.call(method, '/console/', {})).status).toBe(403);
    }
  });
});

test('where the console is not built, a page says so', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'docket-console-'));
  for (const consoleFolder of [undefined, empty, join(empty, 'nowhere')]) {
    const bare = await startTestHub(consoleFolder === undefined ? {} : { consoleFolder });
    try {
      for (const path of ['/console', '/console/findings']) {
        const sent = bare.client().send('GET', path, { host: '127.0.0.1' }).end();
        const answer = await answerTo(sent);
        expect(answer.status).toBe(404);
        expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
        expect(answer.text).toContain('This hub has no console');
        expect(answer.headers).toHaveProperty('content-security-policy');
      }
    } finally {
      await bare.close();
    }
  }
  rmSync(empty, { recursive: true });
});

test.each([
  [undefined, []],
  ['', []],
  ['identity', []],
  ['gzip', ['gzip']],
  ['GZIP, BR', ['br', 'gzip']],
  ['br;q=0.1, gzip;q=1.0', ['br', 'gzip']],
  ['br;q=0, gzip; q=0.000', []],
  ['br ; q=0,*', ['gzip']],
  ['*', ['br', 'gzip']],
  ['*;q=0', []],
  ['brotli, x-gzip', []],
])('of %j, the encodings are %j', (header, names) => {
  expect(acceptedEncodings(header).map(({ name }) => name)).toEqual(names);
});
