import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerTo, type Client } from '../testing/client.js';
import { finding } from '../testing/findings.js';
import { type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal, expectSuccess, imported } from '../testing/refusal.js';
import { answers, openSocket, requestBytes } from '../testing/socket.js';

const MIB = 1024 * 1024;
const IMPORT = { method: 'POST', path: '/findings/import' };
const READ = { method: 'POST', path: '/findings' };

let hub: RunningHub;
let stranger: Client;
beforeAll(async () => {
  hub = await startTestHub();
  stranger = hub.client({ accessKeyId: 'AKIASTRANGER00000000', secretAccessKey: 'x' });
});
afterAll(() => hub.close());

const padded = (bytes: number): Buffer => {
  const text = JSON.stringify({ Findings: [finding('large', { Description: '' })] });
  return Buffer.from(text.replace('"Description":""', `"Description":"${'x'.repeat(bytes - text.length)}"`));
};

describe('a connection after a refusal', () => {
  test.each([
    ['a signature of nobody', 1_000, () => stranger, 403],
    ['a large body of nobody', 5 * MIB, () => stranger, 403],
    ['a body over the limit', 7 * MIB, () => hub.root, 413],
    ['a body far over the limit', 20 * MIB, () => hub.root, 413],
  ])('goes on: %s', async (_what, bytes, client, status) => {
    const connection = await openSocket(hub.url);
    // As many clients do: nothing is read before everything is written.
    connection.socket.pause();
    await connection.write(await requestBytes(client(), IMPORT, padded(bytes)));
    connection.socket.resume();
    await connection.until(answers(1));
    await connection.write(await requestBytes(hub.root, READ, Buffer.from('{"MaxResults":1}')));
    const text = await connection.until(answers(2));
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`, 'HTTP/1.1 200']);
    connection.socket.destroy();
  });

  test('ends if the body has no end in sight', async () => {
    const body = padded(1_000);
    const headers = await stranger.headers('POST', '/findings/import', body);
    const sent = stranger.send('POST', '/findings/import', {
      ...headers,
      'content-length': String(40 * MIB),
    });
    sent.write(body);
    const answer = await answerTo(sent);
    expect(answer).toMatchObject({ status: 403, headers: { connection: 'close' } });
  });

  test('pipelined requests are answered in their order', async () => {
    const connection = await openSocket(hub.url);
    const bytes = await Promise.all([
      requestBytes(hub.root, READ, Buffer.from('{"MaxResults":0}')),
      requestBytes(stranger, READ, Buffer.from('{}')),
      requestBytes(hub.root, READ, Buffer.from('[]')),
      requestBytes(hub.root, READ, Buffer.from('{}')),
    ]);
    await connection.write(Buffer.concat(bytes));
    const text = await connection.until(answers(4));
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual([400, 403, 400, 200].map((code) => `HTTP/1.1 ${code}`));
    connection.socket.destroy();
  });
});

test('the limit of a body is 6 MiB', async () => {
  const message = 'The request body is larger than 6291456 bytes.';
  const over = await hub.root.call('POST', '/findings/import', undefined, { bytes: padded(6 * MIB + 1) });
  expectRefusal(over, 413, 'RequestEntityTooLargeException', message);
  const exact = await hub.root.call('POST', '/findings/import', undefined, { bytes: padded(6 * MIB) });
  const ErrorMessage = 'The maximum size of an individual field should be less than 32768';
  expect(exact).toMatchObject({ status: 200, json: { FailedFindings: [{ Id: 'large', ErrorMessage }] } });
});

test('uploads that are given up leave no memory taken and no defect behind', async () => {
  const gone = 60;
  const body = padded(6 * MIB);
  const headers = await hub.root.headers('POST', '/findings/import', body);
  for (let n = 0; n < gone; n += 1) {
    const sent = hub.root.send('POST', '/findings/import', headers).on('error', () => undefined);
    const closed = new Promise((resolve) => sent.once('close', resolve));
    await new Promise<void>((resolve) => sent.write(body.subarray(0, 5 * MIB), () => resolve()));
    sent.destroy();
    await closed;
  }
  // The hub notices each in its own time.
  let seen = 0;
  while (seen < gone) {
    const text = await (await fetch(`${hub.url}/_docket/metrics`)).text();
    expect(text).not.toMatch(/docket_calls_total\{[^}]*code="Internal/);
    seen = Number(/docket_calls_total\{[^}]*code="RequestTimeoutException"\} (\d+)/.exec(text)?.[1] ?? 0);
  }
  const large = Array.from({ length: 20 }, (_, n) =>
    finding(`after-${n}`, {
      ProductFields: Object.fromEntries(Array.from({ length: 50 }, (_, key) => [`${key}`, 'v'.repeat(2048)])),
    }),
  );
  const calls = await Promise.all(Array.from({ length: 8 }, () => hub.root.importFindings(large)));
  for (const answer of calls) expectSuccess(answer, imported(20));
});
