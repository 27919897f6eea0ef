import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createNetworks } from './networks.js';
import { makeSecret } from './signature.js';
import type { Outcome } from './sink.js';
import { webhook } from './webhook.js';

const EVENT = { id: 'an id', body: '{"a":1}' };
const TIMEOUT_MS = 300;

let collect: () => void;
beforeAll(() => {
  setFlagsFromString('--expose-gc');
  collect = runInNewContext('gc');
});

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** What comes of an event that is sent to a receiver which answers in its own way. */
async function sent(
  answer: (socket: Socket) => void,
  { signal = new AbortController().signal, headers = {} } = {},
): Promise<Outcome | undefined> {
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    socket.once('data', () => answer(socket));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Listening on a port, so an address it is.
  const { port } = server.address() as AddressInfo;
  const settings = { url: `http://127.0.0.1:${port}/`, headers, secret: makeSecret() };
  const sink = webhook(settings, createNetworks([]), TIMEOUT_MS);
  const sending = sink.send([EVENT], signal);
  // Whatever ends an attempt must not be garbage before it does.
  const collecting = setInterval(collect, TIMEOUT_MS / 10);
  const [outcome] = await sending.finally(() => clearInterval(collecting));
  return outcome;
}

/** Sends a piece again and again. */
const again = (socket: Socket, piece: string): void => {
  const timer = setInterval(() => socket.write(piece), 20);
  socket.on('close', () => clearInterval(timer));
};

const LATE = { kind: 'failed', message: 'no answer within 0.3 s' };
const answered = (text: string) => (socket: Socket) => socket.end(Buffer.from(text, 'latin1'));

describe('a receiver that does not come to an end is left after a while', () => {
  test.each<[string, (socket: Socket) => void, object]>([
    ['says nothing', () => undefined, LATE],
    [
      'goes on with its headers',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        again(socket, 'A');
      },
      LATE,
    ],
    ['goes on with hints', (socket) => again(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'), LATE],
    [
      'took it, and goes on with its answer',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        again(socket, 'x');
      },
      { kind: 'delivered', message: 'HTTP 200' },
    ],
    [
      'did not take it, and goes on with its answer',
      (socket) => {
        socket.write('HTTP/1.1 503 Busy\r\nRetry-After: 7\r\n\r\n');
        again(socket, 'x');
      },
      { kind: 'failed', message: 'HTTP 503', afterMs: 7_000 },
    ],
    [
      'has no end of answers',
      (socket) => {
        const more = (): void => {
          while (socket.writable && socket.write('x'.repeat(10_000)));
        };
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.on('drain', more);
        more();
      },
      { kind: 'delivered', message: 'HTTP 200' },
    ],
  ])('%s', async (_name, answer, expected) => {
    expect(await sent(answer)).toEqual(expected);
  });
});

test('what is no answer is said', async () => {
  const failed = async (text: string, message: unknown) =>
    expect(await sent(answered(text))).toEqual({ kind: 'failed', message });
  await failed('', 'socket hang up');
  await failed('SSH-2.0-OpenSSH_9\r\n', expect.stringContaining('Parse Error'));
  await failed(`HTTP/1.1 200 OK\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`, 'Parse Error: Header overflow');
  await failed('HTTP/1.1 101 Other\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n', 'no answer of HTTP');
  await failed('HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n', 'HTTP 302');
});

test('a status counts, however the answer ends', async () => {
  const delivered = async (text: string, message: string) =>
    expect(await sent(answered(text))).toEqual({ kind: 'delivered', message });
  await delivered('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', 'HTTP 200');
  await delivered('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc', 'HTTP 200');
  await delivered('HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello', 'HTTP 204');
});

test('an answer says when to try again in seconds or as a date, to an hour', async () => {
  const after = async (value: string) =>
    Object(await sent(answered(`HTTP/1.1 429 x\r\nRetry-After: ${value}\r\nContent-Length: 0\r\n\r\n`)))
      .afterMs;
  expect(await after('90')).toBe(90_000);
  expect(await after('1e999')).toBe(3_600_000);
  const soon = await after(new Date(Date.now() + 100_000).toUTCString());
  expect(soon).toBeGreaterThan(80_000);
  expect(soon).toBeLessThanOrEqual(100_000);
  expect(await after('Wed, 21 Oct 2015 07:28:00 GMT')).toBeUndefined();
  expect(await after('soon')).toBeUndefined();
  expect(await after('-5')).toBeUndefined();
});

test('what a receiver says is told without the credentials that it repeats', async () => {
  const headers = { Authorization: 'Bearer very-secret-token', 'X-Short': 'not' };
  const said = '{"error":"not\0 a token: very-secret-token"}';
  const answer = `HTTP/1.1 401 x\r\nContent-Length: ${said.length}\r\n\r\n${said}`;
  expect(await sent(answered(answer), { headers })).toEqual({
    kind: 'failed',
    message: 'HTTP 401: {"error":"not a token: …"}',
  });
});

test('what is under way is broken off', async () => {
  const controller = new AbortController();
  const outcome = await sent(() => controller.abort(), { signal: controller.signal });
  expect(outcome).toEqual({ kind: 'broken off' });
  expect(await sent(() => undefined, { signal: controller.signal })).toEqual({ kind: 'broken off' });
});
