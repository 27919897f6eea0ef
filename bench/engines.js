import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { platform, totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../packages/hub/dist/testing/postgres/server.js';
import { Hub } from '../test/support/hub.js';
import { parentOf } from './cpu.js';
import { runFloor } from './processes.js';

/**
 * As a server of its own would be set up (docs/scaling.md): durable, with a quarter of the memory, on a disk that reads several
 * pages at once. Other systems than Linux refuse to be told.
 */
const SETTINGS = [
  ...['fsync=on', 'synchronous_commit=on', 'max_wal_size=4GB'],
  `shared_buffers=${Math.floor(totalmem() / 4 / 2 ** 20)}MB`,
  ...(platform() === 'linux' ? ['effective_io_concurrency=100'] : []),
];
/** In a hub's data folder: the URL of its database. */
const NOTE = 'database';

/**
 * What the stores of the hubs are kept by.
 *
 * @typedef {object} Engine
 * @property {Record<string, unknown>} machine what to say about it
 * @property {(options: import('../test/support/hub.js').HubOptions) => Promise<Hub>} start a hub on a store of its own, or
 *   on the one of a data folder
 * @property {(phases: import('./batches.js').Phase[]) => Promise<number[]>} floor findings per second, a phase each
 * @property {(hub: Hub) => Promise<string | undefined>} databaseOf the URL of a hub's database; undefined for a folder
 * @property {() => Promise<number>} serverPid the database server's process; 0 if there is none on this machine
 * @property {() => Promise<void>} close
 *
 * @param {import('./options.js').Options} options
 * @returns {Promise<Engine>}
 */
export async function openEngine({ engine, databaseUrl, folder }) {
  if (engine === 'postgres') return openPostgres(databaseUrl);
  return {
    machine: { engine },
    start: (options) => Hub.start(options),
    floor: (phases) => runFloor('floor.js', { phases, folder }),
    databaseOf: async () => undefined,
    serverPid: async () => 0,
    close: async () => undefined,
  };
}

/**
 * @param {string | undefined} given the URL of a server whose user may create databases; without one, a server of our own
 * @returns {Promise<Engine>}
 */
async function openPostgres(given) {
  const server = given === undefined ? await startPostgres(SETTINGS) : undefined;
  const url = given ?? server?.url ?? '';
  /** @type {string[]} */
  const made = [];
  async function create(kept = false) {
    const name = `docket_bench_${randomBytes(6).toString('hex')}`;
    await query(url, `CREATE DATABASE ${name}`);
    if (!kept) made.push(name);
    const parts = new URL(url);
    parts.pathname = `/${name}`;
    return parts.href;
  }
  const [settings] = await query(
    url,
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
      current_setting('synchronous_commit') AS "synchronousCommit", current_setting('shared_buffers') AS "sharedBuffers"`,
  );
  return {
    machine: { engine: 'postgres', ...settings },
    start: async (options) => {
      // What somebody keeps the folder of is kept.
      const database = (await noteIn(options.data)) ?? (await create(options.data !== undefined));
      const hub = await Hub.start({ ...options, env: { ...options.env, DOCKET_DATABASE_URL: database } });
      await writeFile(join(hub.data, NOTE), database);
      return hub;
    },
    floor: async (phases) => runFloor('floor-postgres.js', { phases, url: await create() }),
    databaseOf: (hub) => noteIn(hub.data),
    serverPid: () => serverPid(url),
    close: async () => {
      if (server !== undefined) await server.close();
      else for (const name of made) await query(url, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** @param {string} url */
async function serverPid(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    return (await parentOf(Number(rows[0]?.pid))) || 0;
  } finally {
    await client.end();
  }
}

/** @param {string | undefined} folder */
async function noteIn(folder) {
  if (folder === undefined) return undefined;
  return readFile(join(folder, NOTE), 'utf8').catch(() => undefined);
}

/**
 * @param {string} url
 * @param {string} sql
 */
async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
