import { connect, type Socket } from 'node:net';
import type { Client } from './client.js';

/** A bare connection, for what no client library would send. */
export interface RawConnection {
  socket: Socket;
  write(bytes: string | Buffer): Promise<void>;
  /** Resolves with what has come once `enough` says so. Rejects if the connection ends before. */
  until(enough: (text: string) => boolean): Promise<string>;
  /** Everything until the other side ends. */
  rest(): Promise<string>;
}

export async function openSocket(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let text = '';
  let ended = false;
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  socket.once('close', () => {
    ended = true;
  });
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      const settle = (): void => {
        socket.off('data', settle).off('close', settle);
        resolve();
      };
      socket.on('data', settle).on('close', settle);
    });
  return {
    socket,
    write: (bytes) => new Promise((resolve) => socket.write(bytes, () => resolve())),
    until: async (enough) => {
      while (!enough(text)) {
        if (ended) throw new Error(`the connection ended after: ${text}`);
        await next();
      }
      return text;
    },
    rest: async () => {
      while (!ended) await next();
      return text;
    },
  };
}

/** The bytes of a signed request. */
export async function requestBytes(
  client: Client,
  line: { method: string; path: string; target?: string },
  body: Buffer,
): Promise<Buffer> {
  const headers = await client.headers(line.method, line.path, body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${line.method} ${line.target ?? line.path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

/** True once this many answers with JSON bodies have come whole. */
export const answers =
  (count: number) =>
  (text: string): boolean => {
    let at = 0;
    for (let seen = 0; seen < count; seen += 1) {
      const head = text.indexOf('\r\n\r\n', at);
      if (head < 0) return false;
      const length = /content-length: (\d+)/i.exec(text.slice(at, head))?.[1];
      at = head + 4 + Number(length ?? 0);
      if (at > text.length) return false;
    }
    return true;
  };
