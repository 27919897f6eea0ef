import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../testing/client.js';
import { finding } from '../testing/findings.js';
import { type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal, expectSuccess, imported } from '../testing/refusal.js';

const LIMIT = 200_000;

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub({ maxBodyBytes: LIMIT });
});
afterAll(() => hub.close());

const send = (bytes: Buffer, headers: Record<string, string> = {}, path = '/findings'): Promise<Answer> =>
  hub.root.call('POST', path, undefined, { bytes, headers });
const importText = (text: string): Promise<Answer> => send(Buffer.from(text), {}, '/findings/import');
const byId = (Id: string) => ({ Filters: { Id: [{ Value: Id, Comparison: 'EQUALS' }] } });

describe('what is no JSON object', () => {
  const OBJECT = 'The request body must be a JSON object.';
  const JSON_TEXT = 'The request body is not valid JSON.';
  test.each([
    ['[]', OBJECT],
    ['1', OBJECT],
    ['"x"', OBJECT],
    ['null', OBJECT],
    ['{', JSON_TEXT],
    ['{"a":1,}', JSON_TEXT],
    [' ', JSON_TEXT],
    ["{'MaxResults':1}", JSON_TEXT],
    ['{"MaxResults":01}', JSON_TEXT],
    ['{"a":"\u0001"}', JSON_TEXT],
    ['['.repeat(90_000), JSON_TEXT],
  ])('%#', async (text, message) => {
    expectRefusal(await send(Buffer.from(text)), 400, 'SerializationException', message);
  });

  test.each([
    ['a stray byte', [0xff]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['half a character', [0xe2, 0x82]],
  ])('%s, which is not UTF-8', async (_what, bytes) => {
    const body = Buffer.concat([Buffer.from('{"NextToken":"'), Buffer.from(bytes), Buffer.from('"}')]);
    const message = 'The request body is not valid UTF-8.';
    expectRefusal(await send(body), 400, 'SerializationException', message);
  });
});

test('no body at all is an empty object', async () => {
  expect(await send(Buffer.alloc(0))).toMatchObject({ status: 200, json: { Findings: [] } });
});

test('of a key that comes twice the last counts, in checks as in what is stored', async () => {
  const sent = JSON.stringify(finding('twice'));
  const twice = `{"Findings":[],"Findings":[${sent.replace('{', '{"Title":7,"AwsAccountId":"210987654321",')}]}`;
  expectSuccess(await importText(twice), imported(1));
  expect(await hub.root.allFindings(byId('twice'))).toMatchObject([{ Title: 'A finding' }]);
  const badLast = `{"Findings":[${sent.replace(/}$/, ',"Title":7}')}]}`;
  expect(await importText(badLast)).toMatchObject({ json: { FailedCount: 1, SuccessCount: 0 } });
});

test('numbers that JSON can write but nothing can hold are refused, not stored as null', async () => {
  const sent = JSON.stringify(finding('huge', { Severity: { Label: 'LOW', Product: 0 } }));
  const answer = await importText(`{"Findings":[${sent.replace('"Product":0', '"Product":1e400')}]}`);
  const ErrorMessage =
    'Finding does not adhere to Amazon Finding Format. data.Severity.Product should be number.';
  expect(answer).toMatchObject({ json: { FailedFindings: [{ Id: 'huge', ErrorMessage }] } });
});

test.each([
  'application/json; charset=utf-8',
  'application/x-amz-json-1.1',
  'text/plain',
  'application//json;;;=',
  '"',
  ' ',
  'x'.repeat(3_000),
])('the content type %# is as good as any', async (type) => {
  expect(await send(Buffer.from('{"MaxResults":1}'), { 'content-type': type })).toMatchObject({
    status: 200,
  });
});

describe('a compressed body', () => {
  const GZIP = { 'content-encoding': 'gzip' };
  const BROKEN = 'The request body is not what its Content-Encoding says.';

  test('is taken', async () => {
    const body = gzipSync(JSON.stringify({ Findings: [finding('gzip')] }));
    expectSuccess(await send(body, GZIP, '/findings/import'), imported(1));
    expectSuccess(await send(body, { 'content-encoding': ' GZip ' }, '/findings/import'), imported(1));
    expect(await hub.root.allFindings(byId('gzip'))).toHaveLength(1);
    expect(await send(Buffer.alloc(0), GZIP)).toMatchObject({ status: 200 });
  });

  test.each([
    ['is none', Buffer.from('{}')],
    ['is cut off', gzipSync('{}').subarray(0, 15)],
    ['has a wrong checksum', Buffer.concat([gzipSync('{}').subarray(0, -8), Buffer.alloc(8, 1)])],
    ['is followed by something else', Buffer.concat([gzipSync('{}'), Buffer.from('junk')])],
  ])('that %s is refused', async (_what, bytes) => {
    expectRefusal(await send(bytes, GZIP), 400, 'SerializationException', BROKEN);
  });

  test('that grows beyond the limit is refused', async () => {
    const message = `The request body is larger than ${LIMIT} bytes.`;
    const bomb = gzipSync(Buffer.alloc(100 * LIMIT, ' '));
    expect(bomb.length).toBeLessThan(LIMIT);
    expectRefusal(await send(bomb, GZIP), 413, 'RequestEntityTooLargeException', message);
    const exact = gzipSync(`{${' '.repeat(LIMIT - 2)}}`);
    expect(await send(exact, GZIP)).toMatchObject({ status: 200 });
    const oneMore = gzipSync(`{${' '.repeat(LIMIT - 1)}}`);
    expectRefusal(await send(oneMore, GZIP), 413, 'RequestEntityTooLargeException', message);
  });

  test.each(['br', 'deflate', 'gzip, gzip', 'x'])('as %s is not understood', async (encoding) => {
    const answer = await send(gzipSync('{}'), { 'content-encoding': encoding });
    const message = 'Content-Encoding can be gzip, or left out.';
    expectRefusal(answer, 415, 'UnsupportedMediaTypeException', message);
  });
});

test('a body may have exactly as many bytes as the limit says', async () => {
  expect(await send(Buffer.from(`{${' '.repeat(LIMIT - 2)}}`))).toMatchObject({ status: 200 });
  const message = `The request body is larger than ${LIMIT} bytes.`;
  const oneMore = await send(Buffer.from(`{${' '.repeat(LIMIT - 1)}}`));
  expectRefusal(oneMore, 413, 'RequestEntityTooLargeException', message);
});
