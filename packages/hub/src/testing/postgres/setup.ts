/**
 * Of a whole test run: one PostgreSQL that starts when the first test asks for it, and not at all if none does. Test files
 * run in processes of their own, so they ask on a port, which they find in the environment.
 */
import { createServer, type Socket } from 'node:net';
import pg from 'pg';
import { migrateDatabase } from '../../store/postgres/migrate.js';
import { type PostgresServer, startPostgres } from './server.js';

/** Where to ask for the run's server: a port of this machine. */
export const BROKER_VARIABLE = 'DOCKET_TEST_POSTGRES_BROKER';

/** What comes back: the server's URL and a migrated database on it, to which nobody connects; or why there is none. */
export type Offer = { url: string; template: string } | { error: string };

const TEMPLATE = 'migrated';

export default async function setup(): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | undefined;
  let template: Promise<string> | undefined;

  async function offer(socket: Socket): Promise<void> {
    socket.on('error', () => undefined);
    server ??= startPostgres();
    template ??= server.then(({ url }) => makeTemplate(url));
    const made = await Promise.all([server, template]).then(
      ([{ url }, name]): Offer => ({ url, template: name }),
      (error: unknown): Offer => ({ error: error instanceof Error ? error.message : String(error) }),
    );
    socket.end(JSON.stringify(made));
  }

  const broker = createServer((socket) => void offer(socket));
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
  const address = broker.address();
  if (typeof address === 'object' && address !== null) process.env[BROKER_VARIABLE] = String(address.port);
  return async () => {
    broker.close();
    await server?.then(
      (started) => started.close(),
      () => undefined,
    );
  };
}

async function makeTemplate(server: string): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`).finally(() => client.end());
  const url = new URL(server);
  url.pathname = `/${TEMPLATE}`;
  await migrateDatabase(url.href);
  return TEMPLATE;
}
