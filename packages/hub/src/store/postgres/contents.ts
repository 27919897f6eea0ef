import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely } from 'kysely';
import type { PlainRow, Scope, StoreContents } from '../contents.js';
import { connectDatabase } from './connect.js';
import { parseDatabaseUrl } from './connection.js';
import type { Database } from './database.js';
import { postgresDialect } from './dialect.js';
import { dumpFindings, dumpHistory, lastFinding, lastHistory } from './dump.js';
import { migrate } from './migrate.js';
import { restoreFindings, restoreHistory } from './restore.js';
import { withRetry } from './retry.js';
import type { Session } from './session.js';

const HUB = 'docket';
const COPY = 'docket copy';
/** For one statement: some read through all of an account. */
const STATEMENT_MS = 15 * 60_000;
/** For a database that restarts. */
const TOTAL_MS = 60_000;

/**
 * Opens everything that a database holds, after bringing it up to date.
 *
 * @throws Error that says what to do, if hubs are connected to it, for one
 */
export async function openPostgresContents(url: string): Promise<StoreContents> {
  const { named, hubs } = nameConnections(url);
  const database = await connectDatabase(named, { changes: { poolMax: 4, statementMs: STATEMENT_MS } });
  try {
    await refuseHubs(database, hubs);
    await migrate(database);
    return contentsOf(database);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Our connections have another name than those of hubs. */
function nameConnections(url: string): { named: string; hubs: string } {
  const parts = parseDatabaseUrl(url);
  const hubs = parts.searchParams.get('application_name') ?? HUB;
  parts.searchParams.set('application_name', COPY);
  return { named: parts.href, hubs };
}

const LEAVING_MS = 1_000;
const PAUSE_MS = 50;

/** Does what can be done against hubs that write meanwhile; if one starts later, the comparison at the end finds it out. */
async function refuseHubs(database: Database, name: string): Promise<void> {
  const text = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1 LIMIT 1`;
  for (const end = performance.now() + LEAVING_MS; ; await sleep(PAUSE_MS)) {
    const { rowCount } = await withRetry(() =>
      database.use((session) => session.query({ text, values: [name] }, true)),
    );
    if (rowCount === 0) return;
    // The connections of a hub that has just stopped take a moment to go.
    if (performance.now() < end) continue;
    throw new Error(
      `${database.settings.name} is in use by "${name}": stop the hubs that run on it (and, if these are connections that a pooler keeps, name the server itself)`,
    );
  }
}

function contentsOf(database: Database): StoreContents {
  const attempt = <Result>(work: () => Promise<Result>): Promise<Result> =>
    withRetry(work, { totalMs: TOTAL_MS, repeatable: true });
  const read = <Result>(work: (session: Session) => Promise<Result>) => attempt(() => database.use(work));
  const write = (work: (session: Session) => Promise<void>) => attempt(() => database.transaction(work));
  return {
    name: database.settings.name,
    control: new Kysely<Record<string, PlainRow>>({ dialect: postgresDialect(database) }),
    scopes: () => read(readScopes),
    countFindings: (scope) => read((session) => countFindings(session, scope)),
    findings: {
      dump: (scope, after, limit) => read((session) => dumpFindings(session, scope, after, limit)),
      last: (scope) => read((session) => lastFinding(session, scope)),
      restore: (scope, items) => write((session) => restoreFindings(session, scope, items)),
    },
    history: {
      dump: (scope, after, limit) => read((session) => dumpHistory(session, scope, after, limit)),
      last: (scope) => read((session) => lastHistory(session, scope)),
      restore: (scope, items) => write((session) => restoreHistory(session, scope, items)),
    },
    attempt,
    finish: () => write(analyze),
    close: () => database.close(),
  };
}

/** Every finding has a check in its account, of which there are few; their Regions are the first words of an index. */
async function readScopes(session: Session): Promise<Scope[]> {
  const { rows } = await session.rows<[string]>({ text: 'SELECT DISTINCT account FROM checks' }, true);
  const scopes: Scope[] = [];
  for (const account of rows.map(([name]) => name).sort()) {
    for (let region = await regionAfter(session, account, ''); region !== undefined; ) {
      scopes.push({ account, region });
      region = await regionAfter(session, account, region);
    }
  }
  return scopes;
}

async function regionAfter(session: Session, account: string, region: string): Promise<string | undefined> {
  const text = 'SELECT region FROM findings WHERE account = $1 AND region > $2 ORDER BY region LIMIT 1';
  const { rows } = await session.rows<[string]>({ text, values: [account, region] }, true);
  return rows[0]?.[0];
}

async function countFindings(session: Session, { account, region }: Scope): Promise<number> {
  const text = 'SELECT count(*) FROM findings WHERE account = $1 AND region = $2';
  const { rows } = await session.rows<[count: string]>({ text, values: [account, region] }, true);
  return Number(rows[0]?.[0] ?? 0);
}

/** Without statistics, the first queries of hubs would be planned as if the tables were empty. */
async function analyze(session: Session): Promise<void> {
  await session.query({
    text: 'ANALYZE checks, findings, facets, resources, documents, history, deliveries',
  });
}
