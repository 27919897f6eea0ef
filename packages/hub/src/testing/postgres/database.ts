import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { describe } from 'vitest';
import { migrateDatabase } from '../../store/postgres/migrate.js';
import { findInstallation } from './binaries.js';
import { startPostgres } from './server.js';
import { BROKER_VARIABLE, type Offer } from './setup.js';

/** The URL of a superuser of a server that is there already, to run the tests on another version or on a cluster. */
const GIVEN_VARIABLE = 'DOCKET_TEST_POSTGRES_URL';
/** If that server is the coordinator of a Citus cluster: its workers, as `host:port,host:port`. The superuser is theirs, too. */
const WORKERS_VARIABLE = 'DOCKET_TEST_CITUS_WORKERS';

/** Whether the run's server is one that was started for it: how another lets in users, and whether it speaks TLS, is unknown. */
export const isOurServer = (): boolean => process.env[GIVEN_VARIABLE] === undefined;

/** A database of its own, empty. */
export interface TestDatabase {
  url: string;
  /** Rows of a statement, run beside whatever is tested. */
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Ends all connections to it, whoever's they are, and removes it. */
  drop(): Promise<void>;
}

/**
 * Groups tests that need PostgreSQL. Where there is none for this machine they are skipped, saying why; in CI, where
 * nobody would notice, they fail.
 */
export function describePostgres(tests: () => void): void {
  const reason = unavailable();
  if (reason === undefined || process.env.CI !== undefined) describe('PostgreSQL', tests);
  else describe.skip(`PostgreSQL (skipped: ${reason})`, tests);
}

function unavailable(): string | undefined {
  if (process.env[GIVEN_VARIABLE] !== undefined) return undefined;
  try {
    findInstallation();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** An empty database. */
export async function createDatabase(): Promise<TestDatabase> {
  return create((await runServer()).url);
}

/** A database with all tables and nothing in them: where the run has one to copy, that takes half of the time. */
export async function createMigratedDatabase(): Promise<TestDatabase> {
  const { url, template } = await runServer();
  const made = await create(url, template);
  if (template === undefined) await migrateDatabase(made.url);
  return made;
}

async function create(server: string, template?: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const source = template === undefined ? '' : ` TEMPLATE ${template}`;
  const nodes = [server, ...workersOf(server)];
  for (const node of nodes) await run(node, `CREATE DATABASE ${name}${source}`);
  const [url = '', ...workers] = nodes.map((node) => withPath(node, name));
  if (workers.length > 0) await joinNodes(url, workers);
  return {
    url,
    query: (sql, values) => run(url, sql, values),
    drop: async () => {
      for (const node of nodes) await run(node, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

function withPath(url: string, name: string): string {
  const parts = new URL(url);
  parts.pathname = `/${name}`;
  return parts.href;
}

function workersOf(coordinator: string): string[] {
  const places = process.env[WORKERS_VARIABLE]?.split(',') ?? [];
  return places.map((place) => {
    const parts = new URL(coordinator);
    parts.host = place;
    return parts.href;
  });
}

/** Makes a Citus cluster of one database on every node. */
async function joinNodes(coordinator: string, workers: readonly string[]): Promise<void> {
  for (const node of [coordinator, ...workers]) await run(node, 'CREATE EXTENSION citus');
  const place = (url: string): [string, number] => [new URL(url).hostname, Number(new URL(url).port)];
  await run(coordinator, 'SELECT citus_set_coordinator_host($1, $2)', place(coordinator));
  for (const worker of workers) await run(coordinator, 'SELECT citus_add_node($1, $2)', place(worker));
}

/** A server, and the name of a migrated database on it that can be copied. */
interface RunServer {
  url: string;
  template?: string;
}

let server: Promise<RunServer> | undefined;

/** The run's server; without a run that offers one, a server of this process. */
function runServer(): Promise<RunServer> {
  server ??= findServer();
  return server;
}

async function findServer(): Promise<RunServer> {
  const given = process.env[GIVEN_VARIABLE];
  if (given !== undefined) return { url: given };
  const broker = process.env[BROKER_VARIABLE];
  if (broker === undefined) return { url: (await startPostgres()).url };
  const offer: Offer = JSON.parse(await text(connect(Number(broker), '127.0.0.1')));
  if ('error' in offer) throw new Error(offer.error);
  return offer;
}

async function run(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
