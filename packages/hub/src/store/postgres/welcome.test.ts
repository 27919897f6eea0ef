import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readDatabaseUrl } from './connection.js';
import { Database } from './database.js';
import { Interrupted } from './failures.js';

/** A message of the protocol. */
function message(type: string, body: string): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(Buffer.byteLength(body) + 4, 1);
  return Buffer.concat([head, Buffer.from(body)]);
}

const AUTHENTICATED = message('R', '\0\0\0\0');
const READY = message('Z', 'I');
const STOPPING = message(
  'E',
  'SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0',
);

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that says so much to everybody who comes, in one packet, and then hangs up. */
async function serverSaying(...messages: Buffer[]): Promise<string> {
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat(messages)));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `postgres://somebody@127.0.0.1:${address.port}/somewhere?sslmode=disable`;
}

test('a server that stops in the moment of its welcome interrupts, and ends nobody', async () => {
  const url = await serverSaying(AUTHENTICATED, READY, STOPPING);
  const database = new Database(await readDatabaseUrl(url));
  const failures = await Promise.all(
    Array.from({ length: 20 }, () =>
      database.use((session) => session.query({ text: 'SELECT 1' }, true)).catch((error: unknown) => error),
    ),
  );
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(Interrupted);
    expect(failure).toMatchObject({ outcome: 'none' });
  }
  await expect(database.ping()).rejects.toBeInstanceOf(Interrupted);
  await database.close();
});
