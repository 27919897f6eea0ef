import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** A statement for another thread. */
export type PackedStatement = [sql: string, parameters: readonly unknown[]];
/** What it gave: rows, or the number of rows that it changed. */
export type StatementResult = { rows: Record<string, unknown>[]; changes: number };

export interface StatementThreads {
  read(statement: PackedStatement): Promise<StatementResult>;
  write(statement: PackedStatement): Promise<StatementResult>;
}

/**
 * Kysely whose statements run in other threads, each by itself: for tables that are written all the time, as the thread
 * that serves requests must not wait for the one writer that SQLite has.
 */
export function workerDialect(threads: StatementThreads): Dialect {
  return {
    createDriver: () => new ThreadDriver(threads),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

const noTransactions = async (): Promise<void> => {
  throw new Error('statements for other threads are not put into transactions');
};

class ThreadDriver implements Driver {
  constructor(readonly threads: StatementThreads) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<ThreadConnection> {
    return new ThreadConnection(this.threads);
  }

  readonly beginTransaction = noTransactions;
  readonly commitTransaction = noTransactions;
  readonly rollbackTransaction = noTransactions;

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

class ThreadConnection implements DatabaseConnection {
  constructor(readonly threads: StatementThreads) {}

  async executeQuery<Row>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<Row>> {
    const reads = query.kind === 'SelectQueryNode';
    const { rows, changes } = await this.threads[reads ? 'read' : 'write']([sql, parameters]);
    // Which columns a row has is what Kysely knows and the driver does not.
    return { rows: rows as Row[], ...(!reads && { numAffectedRows: BigInt(changes) }) };
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for it, and no statement of ours streams
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('nothing is streamed');
  }
}
