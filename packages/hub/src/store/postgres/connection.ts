import { userInfo } from 'node:os';
import type { ClientConfig } from 'pg';
import { readTls, type Tls } from './tls.js';

/** How a hub talks to its database, all of it from one URL. */
export interface DatabaseSettings {
  /** Which database, for messages: without the password. */
  name: string;
  client: ClientConfig;
  tls: Tls;
  /** Connections of one hub at most. */
  poolMax: number;
  /** After which an idle connection is closed. */
  idleMs: number;
  /** For one statement; undefined: as long as it takes. */
  statementMs: number | undefined;
  /**
   * Whether statements may be prepared by name, which saves planning the same ones again and again. Poolers give a
   * transaction to any connection, also to one that does not know the name. Undefined: if there is none on the way.
   */
  prepare: boolean | undefined;
  /** Version of the server, once it has been asked. */
  major?: number;
}

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** Reads a value of a parameter, or says what is wrong with it. */
type Reader<Value> = (text: string) => Value | undefined;

const wholeNumber =
  (low: number, high: number): Reader<number> =>
  (text) => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= low && value <= high ? value : undefined;
  };

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: SECOND, min: 60 * SECOND };

/** As PostgreSQL writes times: a number alone is in `unit`. */
const time =
  (unit: number, low: number, high: number): Reader<number> =>
  (text) => {
    const [, digits = '', suffix] = /^(\d{1,9})(ms|s|min)?$/.exec(text) ?? [];
    const value = digits === '' ? Number.NaN : Number(digits) * (suffix ? (UNITS[suffix] ?? unit) : unit);
    return value >= low && value <= high ? value : undefined;
  };

const flag: Reader<boolean> = (text) => (text === 'true' ? true : text === 'false' ? false : undefined);

/**
 * Reads `postgres://user:password@host:port/database?…`. Parameters are libpq's (host, port, sslmode, sslrootcert, sslcert,
 * sslkey, connect_timeout, keepalives_idle, application_name) and ours (pool_max, idle_timeout, statement_timeout,
 * prepare). Whatever is not known is refused: a misspelt `sslmode` must not pass in silence.
 *
 * @throws Error that says what is wrong and what to do, and never shows the password
 */
export async function readDatabaseUrl(text: string): Promise<DatabaseSettings> {
  const url = parseDatabaseUrl(text);
  const parameters = new Parameters(url.searchParams);
  const host = parameters.text('host') ?? (decode(url.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost');
  const port = parameters.read('port', wholeNumber(1, 65_535)) ?? (Number(url.port) || 5432);
  if (host.includes(',')) throw new Error(ONE_HOST);
  const database = decode(url.pathname.slice(1));
  if (database === '') throw new Error('the database URL names no database: end it with /docket, for one');
  // Sockets belong to this machine: there is nobody on the way.
  const tls: Tls = host.startsWith('/')
    ? { mode: 'disable' }
    : await readTls((name) => parameters.text(name));
  const user = decode(url.username) || userInfo().username;
  const settings: DatabaseSettings = {
    name: `database "${database}" at ${host}:${port}`,
    client: {
      ...{ host, port, user, database },
      ...(url.password !== '' && { password: decode(url.password) }),
      application_name: parameters.text('application_name') ?? 'docket',
      connectionTimeoutMillis: parameters.read('connect_timeout', time(SECOND, SECOND, HOUR)) ?? 5 * SECOND,
      // A peer that vanished without a word is found out by these.
      keepAlive: true,
      keepAliveInitialDelayMillis:
        parameters.read('keepalives_idle', time(SECOND, SECOND, HOUR)) ?? 10 * SECOND,
    },
    tls,
    poolMax: parameters.read('pool_max', wholeNumber(1, 1_000)) ?? 10,
    idleMs: parameters.read('idle_timeout', time(1, SECOND, HOUR)) ?? 60 * SECOND,
    statementMs: parameters.read('statement_timeout', time(1, 100, HOUR)) ?? 30 * SECOND,
    prepare: parameters.read('prepare', flag),
  };
  parameters.finish();
  return settings;
}

const UNREADABLE =
  'the database URL cannot be read: it looks like postgres://user:password@host:5432/database, with one host, ' +
  'and with special characters of the password percent-encoded';
const ONE_HOST =
  'the database URL names several hosts: give one, which leads to the primary wherever it is, such as a name in DNS or a proxy';

/**
 * The parts of a database URL, whatever is in them.
 *
 * @throws Error that never shows the password
 */
export function parseDatabaseUrl(text: string): URL {
  // As libpq has it, somebody may log in at a socket, which a parameter names. URLs have no users without a host.
  const whole = text.replace(/^(postgres(?:ql)?:\/\/[^/?#]*@)(?=[/?])/, '$1localhost');
  // URL.canParse first: the error of `new URL` would carry the text, password included, into logs.
  if (!URL.canParse(whole)) throw new Error(UNREADABLE);
  const url = new URL(whole);
  // A password with a bare / ? or # ends up where messages would show it, whole or behind an @ of its own.
  const strays = url.password === '' || url.pathname.length <= 1 ? url.pathname + url.search : url.pathname;
  if (strays.includes('@') || url.hash !== '' || whole.includes('%00')) throw new Error(UNREADABLE);
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:') {
    throw new Error(`the database URL must begin with postgres://, not ${url.protocol}//`);
  }
  return url;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('the database URL has a % that is not followed by two hexadecimal digits: write %25');
  }
}

/** The URL's parameters, each to be asked for once. */
class Parameters {
  readonly #left = new Map<string, string>();
  readonly #known: string[] = [];

  constructor(parameters: URLSearchParams) {
    for (const [name, value] of parameters) {
      if (this.#left.has(name)) throw new Error(`the database URL has the parameter ${name} twice`);
      this.#left.set(name, value);
    }
  }

  text(name: string): string | undefined {
    this.#known.push(name);
    const value = this.#left.get(name);
    this.#left.delete(name);
    return value;
  }

  read<Value>(name: string, reader: Reader<Value>): Value | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = reader(text);
    if (value === undefined) throw new Error(`the database URL has a bad value for ${name}: "${text}"`);
    return value;
  }

  /** @throws Error if there is anything that nobody asked for */
  finish(): void {
    const [name] = this.#left.keys();
    if (name === undefined) return;
    const known = this.#known.toSorted().join(', ');
    throw new Error(`the database URL has the unknown parameter "${name}"; known are ${known}`);
  }
}
