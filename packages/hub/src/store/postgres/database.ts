import pg from 'pg';
import type { DatabaseSettings } from './connection.js';
import { connectionFate, Interrupted, stateOf } from './failures.js';
import type { Limits } from './limits.js';
import { onlyReads } from './remedies.js';
import { Session, type Settings, type TransactionKind } from './session.js';

export interface DatabaseOptions {
  /** Told of connections that failed while nobody used them. */
  report?: (error: unknown) => void;
}

/** Within which a server that lives says so. A connection that does not lead to it any more must not be asked for longer. */
const PULSE_MS = 1_000;

/** A database behind a pool of connections. Nothing here tries anything twice: see `retry.ts`. */
export class Database {
  readonly settings: DatabaseSettings;
  readonly #pool: pg.Pool;
  /** Asks whether the server lives without queueing behind those who keep it busy. */
  readonly #pulse: pg.Pool;
  /**
   * Connections that failed. A server that stops may say so in one breath with its welcome, before anybody listens who has the
   * connection.
   */
  readonly #failed = new WeakMap<pg.PoolClient, Error>();
  /** How many connections were lost. Whoever answers then may be another server, which took over from the one before. */
  #losses = 0;

  /** @param settings with everything decided upon that only the server can tell: see `connect.ts` */
  constructor(settings: DatabaseSettings, { report = () => undefined }: DatabaseOptions = {}) {
    this.settings = settings;
    const config = clientConfig(settings);
    this.#pool = new pg.Pool({ ...config, max: settings.poolMax, idleTimeoutMillis: settings.idleMs });
    this.#pulse = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: settings.idleMs });
    // Without a listener, an idle connection that breaks would end the process.
    for (const pool of [this.#pool, this.#pulse]) {
      pool.on('connect', (client) => client.on('error', (error) => this.#failed.set(client, error)));
      pool.on('error', (error) => {
        this.#losses += 1;
        report(error);
      });
    }
  }

  /** @throws Interrupted if there is no connection to be had */
  session(): Promise<Session> {
    return this.#take(this.#pool, this.settings);
  }

  async #take(pool: pg.Pool, limits: Limits): Promise<Session> {
    if (pool.ending) throw new Error('the store is closed');
    let client: pg.PoolClient;
    try {
      client = await pool.connect();
    } catch (error) {
      // What the server says about who we are and what we ask for does not change by asking again.
      if (error instanceof pg.DatabaseError && connectionFate(error) === undefined) throw error;
      throw new Interrupted('none', error);
    }
    const failed = this.#failed.get(client);
    if (failed !== undefined) {
      this.#losses += 1;
      client.release(failed);
      throw new Interrupted('none', failed);
    }
    return new Session(client, {
      limits,
      epoch: this.#losses,
      lost: () => {
        this.#losses += 1;
      },
    });
  }

  /** Runs one statement, or whatever the work is, on one connection. */
  async use<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    const session = await this.session();
    try {
      return await work(session);
    } finally {
      session.release();
    }
  }

  /** Runs work between BEGIN and COMMIT; whatever it throws rolls back and is thrown on. */
  async transaction<Result>(
    work: (session: Session) => Promise<Result>,
    settings: Settings = {},
    kind: TransactionKind = 'read committed',
  ): Promise<Result> {
    if (kind === 'snapshot') return this.#snapshot(work, settings);
    return this.use(async (session) => {
      try {
        // Waited for, unlike what comes behind it: without a transaction, each of those would be committed alone.
        await session.begin(settings, kind);
        const result = await work(session);
        await session.commit();
        return result;
      } catch (error) {
        await session.rollback();
        throw error;
      }
    });
  }

  /**
   * Work that only reads does not wait for BEGIN nor COMMIT: it may start without harm where the one fails, and needs nothing
   * of the other.
   */
  async #snapshot<Result>(work: (session: Session) => Promise<Result>, settings: Settings): Promise<Result> {
    const session = await this.session();
    const both = [session.begin(settings, 'snapshot'), work(session)] as const;
    try {
      const [, result] = await Promise.all(both);
      void session
        .commit()
        .catch(() => session.rollback())
        .finally(() => session.release());
      return result;
    } catch (error) {
      // Whichever failed, nobody may use the connection any more when it is given back.
      await Promise.allSettled(both);
      await session.rollback();
      session.release();
      throw error;
    }
  }

  /**
   * Resolves if the server answers and can be written to.
   *
   * @throws Error otherwise
   */
  async ping(): Promise<void> {
    const session = await this.#anyOf(this.#pulse, this.#pool);
    try {
      const text = `SELECT current_setting('transaction_read_only') AS "onlyReads"`;
      const { rows } = await session.query<{ onlyReads: string }>({ text }, true);
      if (rows[0]?.onlyReads !== 'off') throw new Error(onlyReads(this.settings.name));
    } finally {
      session.release();
    }
  }

  /** Where the server has no connection to spare, one that this hub has already does as well. */
  async #anyOf(first: pg.Pool, second: pg.Pool): Promise<Session> {
    const limits = { ...this.settings, statementMs: PULSE_MS };
    try {
      return await this.#take(first, limits);
    } catch (error) {
      const isFull = error instanceof Interrupted && stateOf(error.cause) === '53300';
      if (!isFull || second.totalCount === 0) throw error;
      return this.#take(second, limits);
    }
  }

  /** Waits for what is under way, and closes all connections. */
  async close(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#pulse.end()]);
  }
}

/** What the driver is told. */
export function clientConfig({ client, tls }: DatabaseSettings): pg.ClientConfig {
  // A session may send several statements before the first is answered.
  return { ...client, pipeline: true, ssl: tls.mode === 'disable' ? false : { ...tls.options } };
}
