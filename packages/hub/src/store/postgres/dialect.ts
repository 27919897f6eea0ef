import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type { Database } from './database.js';
import type { Session } from './session.js';
import { decodeText, encodeText } from './text.js';

/** Kysely on our connections, so that their time limits, and what is known of a lost one, hold for its queries too. */
export function postgresDialect(database: Database): Dialect {
  return {
    createDriver: () => new SessionDriver(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}

/** The pool belongs to the `Database`: whoever made that closes it. */
class SessionDriver implements Driver {
  constructor(readonly database: Database) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SessionConnection> {
    return new SessionConnection(await this.database.session());
  }

  async beginTransaction({ session }: SessionConnection, settings: TransactionSettings): Promise<void> {
    if (settings.isolationLevel || settings.accessMode)
      throw new Error('transactions here are READ COMMITTED');
    await session.begin();
  }

  async commitTransaction({ session }: SessionConnection): Promise<void> {
    await session.commit();
  }

  async rollbackTransaction({ session }: SessionConnection): Promise<void> {
    await session.rollback();
  }

  async releaseConnection({ session }: SessionConnection): Promise<void> {
    session.release();
  }

  async destroy(): Promise<void> {}
}

const AFFECTING = new Set(['INSERT', 'UPDATE', 'DELETE']);

class SessionConnection implements DatabaseConnection {
  constructor(readonly session: Session) {}

  async executeQuery<Row>(compiled: CompiledQuery): Promise<QueryResult<Row>> {
    const values = compiled.parameters.map((value) =>
      typeof value === 'string' ? encodeText(value) : value,
    );
    const reads = compiled.query.kind === 'SelectQueryNode';
    const result = await this.session.query({ text: compiled.sql, values }, reads);
    return {
      ...(AFFECTING.has(result.command) && { numAffectedRows: BigInt(result.rowCount ?? 0) }),
      // Which columns a row has is what Kysely knows and the driver does not.
      rows: (result.rows ?? []).map(decodeRow) as Row[],
    };
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for it, and no statement of ours streams
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('control tables are small: nothing is streamed');
  }
}

const decodeRow = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? decodeText(value) : value]),
  );
