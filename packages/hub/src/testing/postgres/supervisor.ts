/**
 * Runs one PostgreSQL for the process that started this one, and nothing else: when that process ends, whichever way,
 * its end of our standard input closes, and the server and its folder go.
 *
 * Takes an `Assignment` from the environment, and commands on standard input, a line each; answers each with a line of
 * JSON.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ASSIGNMENT_VARIABLE, type Assignment, type Command, type Reply } from './assignment.js';
import { freePort } from './port.js';

const READY = 'database system is ready to accept connections';
const START_MS = 30_000;
const PORT_ATTEMPTS = 5;
/** Nobody's durability is at stake, and tests must not see the order of one machine's locale. */
const INIT = [
  '--no-sync',
  '--no-instructions',
  '--encoding=UTF8',
  '--locale-provider=icu',
  '--icu-locale=en-US',
];
const SETTINGS = ['fsync=off', 'max_connections=200', 'shared_buffers=32MB', 'unix_socket_directories='];

const assignment: Assignment = JSON.parse(process.env[ASSIGNMENT_VARIABLE] ?? '');
const { folder, programs, user } = assignment;
const data = join(folder, 'data');
const log = join(folder, 'log');
const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
let server: ChildProcess | undefined;
let port = 0;

function initialise(): void {
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, assignment.password, { mode: 0o600 });
  if (user !== undefined) {
    chmodSync(folder, 0o711);
    for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid);
  }
  const access = ['--auth=scram-sha-256', `--username=${assignment.superuser}`, `--pwfile=${passwordFile}`];
  const { status, stderr, error } = spawnSync(
    join(programs, 'bin/initdb'),
    [`--pgdata=${data}`, ...access, ...INIT],
    { cwd: folder, env: environment, encoding: 'utf8', ...user },
  );
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`);
}

/** On the same port each time. The first time, somebody may take the port that was free a moment ago. */
async function start(): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const first = port === 0;
    if (first) port = await freePort();
    try {
      return await startOnPort();
    } catch (error) {
      if (!first || attempt === PORT_ATTEMPTS) throw error;
      port = 0;
    }
  }
}

async function startOnPort(): Promise<void> {
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', ...SETTINGS, ...assignment.settings];
  const child = spawn(
    join(programs, 'bin/postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { cwd: folder, env: environment, stdio: ['ignore', 'ignore', openSync(log, 'w')], ...user },
  );
  server = child;
  const end = performance.now() + START_MS;
  while (!readFileSync(log, 'utf8').includes(READY)) {
    if (child.exitCode !== null || child.pid === undefined || performance.now() > end) {
      throw new Error(`PostgreSQL did not start: ${readFileSync(log, 'utf8').slice(-2000)}`);
    }
    await sleep(10);
  }
}

/** `signal`: SIGINT ends sessions and shuts down, SIGQUIT leaves everything as a crash does. */
async function end(signal: NodeJS.Signals): Promise<void> {
  const child = server;
  server = undefined;
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

const COMMANDS: Readonly<Record<string, () => unknown>> = {
  start,
  stop: () => end('SIGINT'),
  crash: () => end('SIGQUIT'),
} satisfies Record<Command, () => unknown>;

async function obey(command: string): Promise<Reply> {
  try {
    await COMMANDS[command]?.();
    return { port };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

process.umask(0o022);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.stdin.destroy());
const answer = (reply: Reply): unknown => process.stdout.write(`${JSON.stringify(reply)}\n`);
// Whoever reads may be gone: that is what the end of standard input is for.
process.stdout.on('error', () => undefined);
try {
  initialise();
  answer(await obey('start'));
  for await (const line of createInterface({ input: process.stdin })) answer(await obey(line));
} catch (error) {
  answer({ error: error instanceof Error ? error.message : String(error) });
} finally {
  await end('SIGQUIT');
  rmSync(folder, { recursive: true, force: true });
}
