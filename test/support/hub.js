import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} HubOptions
 * @property {string} [data] data folder; without it a fresh temporary folder, which `remove` deletes
 * @property {string} [folder] where the fresh temporary folder goes (default: the system's)
 * @property {string} [account] root account (12 digits)
 * @property {string} [region]
 * @property {string} [host]
 * @property {Record<string, string>} [env] further environment
 * @property {string[]} [args] further arguments of `serve`
 * @property {boolean} [keepLogs] parse and keep log lines (default); false drains them after the start, which costs less
 * @property {number} [readyTimeout] milliseconds
 */

const LINES_KEPT = 2000;
/** As `npm start` gives them. */
const NODE_FLAGS = ['--max-semi-space-size=64'];
const ENTRY = fileURLToPath(new URL('../../packages/cli/bundle/lib/main.js', import.meta.url));

/** The credentials that every hub started here is given for its root account (the documentation's example pair). */
const ROOT_CREDENTIALS = Object.freeze({
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
});

/** A hub in a process of its own, as a user starts it. */
export class Hub {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** @type {Promise<{code: number | null, signal: NodeJS.Signals | null}> | undefined} */
  #exit;
  #options;
  #store;
  #ownsData;

  /** The last log lines, parsed. @type {Record<string, unknown>[]} */
  logs = [];
  /** Log lines of level error and above, all of them. @type {Record<string, unknown>[]} */
  errors = [];
  /** Lines of stdout that are not JSON, and everything on stderr. */
  noise = '';
  url = '';
  /** How the process ended, once it has. @type {string | undefined} */
  ended;
  /** Milliseconds from spawn until `/_docket/health` answered 200. */
  startupMs = Number.NaN;

  /**
   * @param {HubOptions} options
   * @param {string} data
   * @param {import('../../packages/hub/dist/testing/store.js').TestStore} [store] undefined: embedded in the data folder
   */
  constructor(options, data, store) {
    this.#options = options;
    this.#store = store;
    this.#ownsData = options.data === undefined;
    this.data = data;
    this.account = options.account ?? '123456789012';
    this.region = options.region ?? 'eu-central-1';
    this.credentials = ROOT_CREDENTIALS;
  }

  /**
   * Starts a hub and waits until it is healthy.
   *
   * @param {HubOptions} [options]
   */
  static async start(options = {}) {
    const data = options.data ?? (await mkdtemp(join(options.folder ?? tmpdir(), 'docket-hub-')));
    const hub = new Hub(options, data, await storeOf(options, data));
    await hub.start();
    return hub;
  }

  get pid() {
    return this.#child?.pid ?? 0;
  }

  get running() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The ARN of the root account's own default product. */
  get productArn() {
    return `arn:aws:securityhub:${this.region}:${this.account}:product/${this.account}/default`;
  }

  /** Starts the process (again) on the same data folder; throws with the output if it does not become healthy. */
  async start() {
    const started = performance.now();
    const databaseUrl = this.#store?.config.databaseUrl;
    const child = spawn(process.execPath, [...NODE_FLAGS, ENTRY, 'serve', ...(this.#options.args ?? [])], {
      cwd: this.data,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DOCKET_HOST: this.#options.host ?? '127.0.0.1',
        DOCKET_PORT: '0',
        DOCKET_DATA: this.data,
        ...(databaseUrl !== undefined && { DOCKET_DATABASE_URL: databaseUrl }),
        DOCKET_REGION: this.region,
        DOCKET_ROOT_ACCOUNT_ID: this.account,
        DOCKET_ROOT_ACCESS_KEY_ID: this.credentials.accessKeyId,
        DOCKET_ROOT_SECRET_ACCESS_KEY: this.credentials.secretAccessKey,
        ...this.#options.env,
      },
    });
    this.#child = child;
    this.ended = undefined;
    const killWithUs = () => child.kill('SIGKILL');
    process.once('exit', killWithUs);
    this.#exit = once(child, 'exit').then(([code, signal]) => {
      process.off('exit', killWithUs);
      this.ended = signal === null ? `exit code ${code}` : `signal ${signal}`;
      return { code, signal };
    });
    child.stderr.on('data', (chunk) => {
      if (this.noise.length < 100_000) this.noise += chunk;
    });
    this.url = await this.#listening(child);
    await this.#healthy();
    this.startupMs = performance.now() - started;
  }

  /**
   * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
   * @returns {Promise<string>}
   */
  #listening(child) {
    const lines = createInterface({ input: child.stdout });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`the hub did not say that it listens:\n${this.noise}`));
      }, this.#options.readyTimeout ?? 20_000);
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        reject(new Error(`the hub ended before it listened (${code ?? signal}):\n${this.noise}`));
      });
      lines.on('line', (line) => {
        const entry = this.#log(line);
        if (entry?.msg !== 'listening' || typeof entry.url !== 'string') return;
        clearTimeout(timer);
        if (this.#options.keepLogs === false) {
          lines.removeAllListeners('line');
          lines.close();
          child.stdout.resume();
        }
        resolve(entry.url);
      });
    });
  }

  /** @param {string} line */
  #log(line) {
    /** @type {Record<string, unknown>} */
    let entry;
    try {
      entry = JSON.parse(line);
    } catch {
      this.noise += `${line}\n`;
      return undefined;
    }
    this.logs.push(entry);
    if (this.logs.length > 2 * LINES_KEPT) this.logs.splice(0, LINES_KEPT);
    if (typeof entry.level === 'number' && entry.level >= 50 && this.errors.length < LINES_KEPT) {
      this.errors.push(entry);
    }
    return entry;
  }

  async #healthy() {
    const deadline = performance.now() + (this.#options.readyTimeout ?? 20_000);
    for (;;) {
      const response = await fetch(`${this.url}/_docket/health`).catch(() => undefined);
      await response?.arrayBuffer();
      if (response?.status === 200) return;
      if (performance.now() > deadline) throw new Error(`the hub is not healthy: ${response?.status}`);
      await sleep(5);
    }
  }

  /**
   * Asks the hub to stop (SIGTERM) and waits for its end; after `timeout` milliseconds it is killed.
   *
   * @returns {Promise<{code: number | null, signal: NodeJS.Signals | null}>}
   */
  async stop(timeout = 15_000) {
    if (this.#child === undefined || this.#exit === undefined) return { code: null, signal: null };
    const child = this.#child;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
    const ended = await this.#exit;
    clearTimeout(timer);
    return ended;
  }

  /** Kills the hub without a warning (SIGKILL) and waits until it is gone. */
  async kill() {
    this.#child?.kill('SIGKILL');
    await this.#exit;
  }

  /** Stops the hub and deletes its data folder, and what is stored elsewhere, if it was made here. */
  async remove() {
    await this.stop();
    if (!this.#ownsData) return;
    await this.#store?.remove();
    await rm(this.data, { recursive: true, force: true });
  }

  /**
   * Resident memory in bytes, now and at its highest; undefined where the system does not tell (only Linux does here).
   *
   * @returns {Promise<{resident: number, peak: number} | undefined>}
   */
  async memory() {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8').catch(() => '');
    const kilobytes = (/** @type {string} */ name) => {
      const value = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
      return value === undefined ? Number.NaN : Number(value) * 1024;
    };
    const memory = { resident: kilobytes('VmRSS'), peak: kilobytes('VmHWM') };
    return Number.isNaN(memory.resident) ? undefined : memory;
  }
}

/**
 * The store of the engine that tests run on, unless it is given or embedded.
 *
 * @param {HubOptions} options
 * @param {string} data
 */
async function storeOf({ env }, data) {
  if (process.env.DOCKET_TEST_ENGINE !== 'postgres' || env?.DOCKET_DATABASE_URL !== undefined)
    return undefined;
  const { testStore } = await import('../../packages/hub/dist/testing/store.js');
  return testStore(data);
}
