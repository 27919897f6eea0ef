import { connect, createServer, type Socket } from 'node:net';

/** Stands between a hub and its database, and does what networks do. */
export interface FaultyNetwork {
  /** The URL of the database by way of this network. */
  url: string;
  /** Breaks all connections; new ones can be made. */
  cut(): void;
  /** Lets nothing through any more, and nobody know; existing and new connections alike. */
  hang(): void;
  /** The same for the connections that there are; new ones work, as to the successor of a server that lost its power. */
  strand(): void;
  /** Lets new connections work again; those that have lost something break. */
  heal(): void;
  /** The next message of the server with this text is lost, and its connection breaks. */
  loseAnswer(text: string): void;
  /** The same for the next message to the server. */
  loseRequest(text: string): void;
  /** The next message to the server with this text stops before it, and its connection leads nowhere from then on. */
  strandWithin(text: string): void;
  close(): Promise<void>;
}

export async function startFaultyNetwork(databaseUrl: string): Promise<FaultyNetwork> {
  const target = new URL(databaseUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  const stranded = new WeakSet<Socket>();
  let hanging = false;
  let lost: { side: 'request' | 'answer'; text: string } | undefined;
  let within: string | undefined;

  function forward(side: 'request' | 'answer', from: Socket, to: Socket): void {
    from.on('data', (chunk) => {
      if (hanging || stranded.has(from)) return;
      const cut = side === 'request' && within !== undefined ? chunk.indexOf(within) : -1;
      if (cut >= 0) {
        within = undefined;
        stranded.add(from).add(to);
        to.write(chunk.subarray(0, cut));
        return;
      }
      if (lost?.side === side && chunk.includes(lost.text)) {
        lost = undefined;
        from.destroy();
        to.destroy();
      } else {
        to.write(chunk);
      }
    });
    from
      .on('error', () => undefined)
      .on('close', () => {
        // Whoever leaves cannot say so, either.
        if (!hanging && !stranded.has(from)) to.destroy();
      });
  }

  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    const pair = [client, database] as const;
    pairs.add(pair);
    client.once('close', () => {
      if (database.closed) pairs.delete(pair);
    });
    database.once('close', () => {
      if (client.closed) pairs.delete(pair);
    });
    forward('request', client, database);
    forward('answer', database, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  if (typeof address === 'object' && address !== null) url.port = String(address.port);
  const cut = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    hang: () => {
      hanging = true;
    },
    strand: () => {
      for (const pair of pairs) for (const socket of pair) stranded.add(socket);
    },
    heal: () => {
      lost = undefined;
      if (hanging) cut();
      hanging = false;
    },
    loseAnswer: (text) => {
      lost = { side: 'answer', text };
    },
    loseRequest: (text) => {
      lost = { side: 'request', text };
    },
    strandWithin: (text) => {
      within = text;
    },
    close: () => {
      cut();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
