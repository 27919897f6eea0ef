import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ASSIGNMENT_VARIABLE, type Assignment, type Command, type Reply } from './assignment.js';
import { findInstallation, serverFolder } from './binaries.js';

const SUPERUSER = 'docket_test';

/** A PostgreSQL of our own, with nothing in it. It goes when it is closed, and when this process ends in any way. */
export interface PostgresServer {
  /** Of the superuser, in the database that every server has. It stays the same when the server stops and starts. */
  url: string;
  port: number;
  /** Ends all connections and shuts down. */
  stop(): Promise<void>;
  /** Ends without tidying up, as in a power cut; the next start recovers. */
  crash(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a server, which takes about a second.
 *
 * @param settings further `name=value` settings of the server
 * @throws Error that says why there cannot be one
 */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const installation = findInstallation();
  const { folder, programs } = serverFolder(installation);
  const password = randomBytes(12).toString('hex');
  const { user } = installation;
  const assignment: Assignment = {
    ...{ folder, programs, superuser: SUPERUSER, password, settings },
    ...(user !== undefined && { user }),
  };
  const supervisor = new Supervisor(assignment);
  const port = await supervisor.started;
  return {
    url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres?sslmode=disable`,
    port,
    stop: () => supervisor.command('stop'),
    crash: () => supervisor.command('crash'),
    start: () => supervisor.command('start'),
    close: () => supervisor.close(),
  };
}

/** Our end of `supervisor.ts`. */
class Supervisor {
  /** The server's port. */
  readonly started: Promise<number>;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting: { resolve(port: number): void; reject(error: Error): void }[] = [];

  constructor(assignment: Assignment) {
    const script = fileURLToPath(new URL('./supervisor.js', import.meta.url));
    // In a process group of its own: an interrupted test run must not interrupt the tidying up.
    this.#child = spawn(process.execPath, [script], {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
      // Not as an argument: every user of the machine could read the password there.
      env: { PATH: process.env.PATH, [ASSIGNMENT_VARIABLE]: JSON.stringify(assignment) },
    });
    this.#child.once('exit', () => {
      for (const { reject } of this.#waiting.splice(0))
        reject(new Error('the supervisor of PostgreSQL ended'));
    });
    this.#child.stdin.on('error', () => undefined);
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#settle(JSON.parse(line)));
    this.started = this.#reply();
  }

  async command(command: Command): Promise<void> {
    const reply = this.#reply();
    this.#child.stdin.write(`${command}\n`);
    await reply;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.stdin.end();
    await exit;
  }

  #reply(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }

  #settle(reply: Reply): void {
    const call = this.#waiting.shift();
    if ('error' in reply) call?.reject(new Error(reply.error));
    else call?.resolve(reply.port);
  }
}
