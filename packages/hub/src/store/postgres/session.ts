import type { PoolClient, QueryArrayResult, QueryResult, QueryResultRow } from 'pg';
import { connectionFate, Interrupted } from './failures.js';
import { boundsOf, GRACE_MS, type Limits } from './limits.js';
import { Pipeline, type WriteStatement } from './pipeline.js';

/** A statement; one with a `name` may be prepared under it, where the database URL allows that. */
export interface Statement {
  text: string;
  values?: readonly unknown[];
  name?: string;
}

/** Names and values of parameters of the server: both are ours, and no input. */
export type Settings = Readonly<Record<string, string | number>>;

/** A snapshot only reads, and all of its statements see what was there at one moment. */
export type TransactionKind = 'read committed' | 'snapshot';

/** Takes the driver's answer. */
type Answer<Result> = (error: Error | null, result: Result) => void;

const BEGIN: WriteStatement = { name: 'begin', text: 'BEGIN' };
const COMMIT: WriteStatement = { name: 'commit', text: 'COMMIT' };

/** Where a session is from. */
export interface Origin {
  limits: Limits;
  /** Sessions of one epoch lead to one server: no connection was lost in between. */
  epoch: number;
  /** Told when the connection is lost. */
  lost(): void;
}

/**
 * One connection, on loan from the pool. Nothing that it sets outlives a transaction, so that a pooler may give every
 * transaction to another connection of its own.
 */
export class Session {
  readonly #client: PoolClient;
  readonly #limits: Limits;
  readonly #lost: () => void;
  /** See `Origin`. */
  readonly epoch: number;
  readonly #settings: string;
  readonly #writing: string;
  readonly #begin: readonly WriteStatement[];
  readonly #atError = (error: Error): void => {
    this.#breaks(error);
  };
  #broken: Error | undefined;
  #inTransaction = false;

  constructor(client: PoolClient, { limits, epoch, lost }: Origin) {
    this.#client = client;
    this.#limits = limits;
    this.epoch = epoch;
    this.#lost = lost;
    const { statement, idle, patience } = boundsOf(limits);
    this.#settings = `; ${statement}; ${idle}`;
    this.#writing = patience.map((bound) => `; ${bound}`).join('');
    this.#begin = [BEGIN, ...[statement, ...patience].map((text) => ({ name: text, text }))];
    client.on('error', this.#atError);
  }

  /**
   * @param reads whether the statement certainly writes nothing
   * @throws Interrupted if the connection is lost; DatabaseError if the server refuses the statement
   */
  async query<Row extends QueryResultRow>(statement: Statement, reads = false): Promise<QueryResult<Row>> {
    const config = this.#config(statement);
    return this.#run((answer) => this.#client.query<Row>(config, answer), reads || this.#inTransaction);
  }

  /** The same with rows as arrays, which many rows are faster as. */
  async rows<Row extends unknown[]>(statement: Statement, reads = false): Promise<QueryArrayResult<Row>> {
    const config = { ...this.#config(statement), rowMode: 'array' as const };
    return this.#run((answer) => this.#client.query<Row>(config, answer), reads || this.#inTransaction);
  }

  /** @param settings of the server, for this transaction only */
  async begin(settings: Settings = {}, kind: TransactionKind = 'read committed'): Promise<void> {
    // What only reads keeps nobody waiting.
    const begin =
      kind === 'snapshot' ? 'BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY' : `BEGIN${this.#writing}`;
    const more = Object.entries(settings).map(([name, value]) => `; SET LOCAL ${name} = ${value}`);
    this.#inTransaction = true;
    // One message, and so one round trip.
    const text = begin + this.#settings + more.join('');
    await this.#run((answer) => this.#client.query(text, answer), true);
  }

  /** @throws Error also if a statement of the transaction had failed, which the server answers by rolling back */
  async commit(): Promise<void> {
    const { command } = await this.#run<QueryResult>((answer) => this.#client.query('COMMIT', answer), false);
    this.#inTransaction = false;
    if (command !== 'COMMIT') throw new Error(`the server answered COMMIT with ${command}`);
  }

  /**
   * Sends statements and COMMIT behind them; before them BEGIN, if there is no transaction yet. All of it is one message with
   * one answer: what follows a statement that fails is passed over, and so is the COMMIT.
   *
   * @throws Interrupted if the connection is lost; DatabaseError if the server refuses a statement: then `rollback`
   */
  async complete(statements: readonly WriteStatement[]): Promise<void> {
    const all = [...(this.#inTransaction ? [] : this.#begin), ...statements, COMMIT];
    this.#inTransaction = true;
    const prepare = this.#limits.prepare === true;
    const command = await this.#run<unknown>(
      (answer) => this.#client.query(new Pipeline(all, prepare, answer)),
      false,
    );
    if (command !== 'COMMIT') throw new Error(`the server answered COMMIT with ${String(command)}`);
    this.#inTransaction = false;
  }

  /** Never throws: a connection that cannot even do this is thrown away, and the server rolls back. */
  async rollback(): Promise<void> {
    if (this.#broken !== undefined) return;
    try {
      await this.#run((answer) => this.#client.query('ROLLBACK', answer), true);
      this.#inTransaction = false;
    } catch (error) {
      this.#breaks(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #breaks(error: Error): void {
    if (this.#broken !== undefined) return;
    this.#broken = error;
    this.#lost();
  }

  /** Gives the connection back; one that is broken, or in the middle of a transaction, is closed. */
  release(): void {
    this.#client.off('error', this.#atError);
    // The driver would wait for the answers that are still to come, and who closes the pool would wait with it.
    if (this.#broken !== undefined) this.#client.connection.stream.destroy();
    this.#client.release(this.#broken ?? this.#inTransaction);
  }

  #config({ text, values = [], name }: Statement): { text: string; values: unknown[]; name?: string } {
    return {
      text,
      values: [...values],
      ...(name !== undefined && this.#limits.prepare === true && { name }),
    };
  }

  /**
   * Promises of our own, because with the driver's all that was read survives until the next full collection of garbage: pauses
   * of 20 ms and more.
   *
   * @param harmless nothing is written if this is cut off: it reads, or is inside a transaction
   */
  async #run<Result>(send: (answer: Answer<Result>) => void, harmless: boolean): Promise<Result> {
    const outcome = harmless ? 'none' : 'unknown';
    if (this.#broken !== undefined) throw new Interrupted('none', this.#broken);
    try {
      return await this.#withinTime(
        new Promise<Result>((resolve, reject) => {
          send((error, result) => (error ? reject(error) : resolve(result)));
        }),
      );
    } catch (error) {
      const fate = connectionFate(error);
      if (fate !== undefined && error instanceof Error) this.#breaks(error);
      if (this.#broken === undefined) throw error;
      throw new Interrupted(fate === 'refused' ? 'none' : outcome, this.#broken);
    }
  }

  /** The server keeps the time of a statement, but one that hangs, or the network to it, does not. */
  async #withinTime<Result>(answer: Promise<Result>): Promise<Result> {
    const { statementMs } = this.#limits;
    if (statementMs === undefined) return answer;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const error = new Error(`no answer within ${statementMs + GRACE_MS} ms`);
        this.#breaks(error);
        reject(error);
      }, statementMs + GRACE_MS);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
