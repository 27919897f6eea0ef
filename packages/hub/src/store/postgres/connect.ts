import pg from 'pg';
import { type DatabaseSettings, readDatabaseUrl } from './connection.js';
import { clientConfig, Database, type DatabaseOptions } from './database.js';
import { connectionFate, Interrupted, isUnreachable } from './failures.js';
import { remedyFor } from './remedies.js';
import { withRetry } from './retry.js';

const OLDEST = 15;

export interface ConnectOptions extends DatabaseOptions {
  /** For how long a server that is not there is waited for. */
  totalMs?: number;
  /** To what the URL says. */
  changes?: Partial<DatabaseSettings>;
}

/**
 * Connects to the database of a URL and makes sure that it is one to work with. A server that is just starting is
 * waited for.
 *
 * @throws Error that says what is wrong and what to do
 */
export async function connectDatabase(
  url: string,
  { changes, ...options }: ConnectOptions = {},
): Promise<Database> {
  const wanted = { ...(await readDatabaseUrl(url)), ...changes };
  try {
    const settings = await withRetry(() => decide(wanted), options);
    return new Database(settings, options);
  } catch (error) {
    throw new Error(remedyFor(error, wanted), { cause: error });
  }
}

const NO_TLS = 'The server does not support SSL connections';

/** `prefer` means to ask: the driver cannot, so the first connection finds it out for all. */
async function decide(settings: DatabaseSettings): Promise<DatabaseSettings> {
  try {
    return await inspect(settings);
  } catch (error) {
    const cause = error instanceof Interrupted ? error.cause : error;
    const refused = cause instanceof Error && cause.message === NO_TLS;
    if (settings.tls.mode !== 'prefer' || !refused) throw error;
    return inspect({ ...settings, tls: { mode: 'disable' } });
  }
}

interface Answer {
  major: number;
  version: string;
  encoding: string;
  pid: number;
}

/**
 * @returns the settings, with what the server has to say to them
 * @throws Interrupted, DatabaseError, or Error about a server that cannot hold our data
 */
async function inspect(settings: DatabaseSettings): Promise<DatabaseSettings> {
  const client = new pg.Client(clientConfig(settings));
  let failed: Error | undefined;
  client.on('error', (error) => {
    failed = error;
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    await client.connect();
    // A pooler lets us in while there is no server behind it.
    timer = setTimeout(() => client.connection.stream.destroy(), settings.client.connectionTimeoutMillis);
    const text = `SELECT current_setting('server_version_num')::int / 10000 AS major, pg_backend_pid() AS pid,
      current_setting('server_version') AS version, current_setting('server_encoding') AS encoding`;
    const { rows } = await client.query<Answer>(text);
    const [server] = rows;
    if (server === undefined || server.major < OLDEST) {
      throw new Error(
        `${settings.name} is PostgreSQL ${server?.version}: Docket needs ${OLDEST} or newer, so upgrade the server`,
      );
    }
    if (server.encoding !== 'UTF8') {
      throw new Error(
        `${settings.name} is encoded in ${server.encoding}: create one with ENCODING 'UTF8' TEMPLATE template0`,
      );
    }
    // Who answered the telephone is who works for us, unless a pooler puts us through.
    const direct = 'processID' in client && client.processID === server.pid;
    return { ...settings, prepare: settings.prepare ?? direct, major: server.major };
  } catch (error) {
    // What the driver then says of every query is less than that.
    if (failed !== undefined) throw new Interrupted('none', failed);
    if (connectionFate(error) !== undefined || isUnreachable(error)) throw new Interrupted('none', error);
    throw error;
  } finally {
    clearTimeout(timer);
    await client.end().catch(() => undefined);
  }
}
