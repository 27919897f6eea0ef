import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a webhook was sent. */
interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  event: { id: string; detail: { findings: Record<string, unknown>[] } } & Record<string, unknown>;
}

export interface Receiver {
  url: string;
  port: number;
  received: Received[];
  /** Answers from now on; 204 at first. */
  answer(how: (response: ServerResponse, received: Received) => void): void;
  /** Resolves when so many have come altogether. */
  count(number: number): Promise<Received[]>;
  close(): Promise<void>;
}

/** A real HTTP server that takes webhooks. */
export async function startReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  let how = (response: ServerResponse, _received: Received): void => {
    response.writeHead(204).end();
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const one = { headers: request.headers, body, event: JSON.parse(body) };
    received.push(one);
    how(response, one);
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  // Listening on a port, so an address it is.
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}/hook`,
    port: bound,
    received,
    answer: (next) => {
      how = next;
    },
    count: (number) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (received.length < number) return;
          waiting.delete(look);
          resolve(received);
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
