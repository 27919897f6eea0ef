import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findInstallation } from './binaries.js';
import { freePort } from './port.js';

/** A pooler in front of a database. */
export interface PgBouncer {
  /** The URL of the database by way of the pooler. */
  url: string;
  close(): Promise<void>;
}

export const hasPgBouncer = (): boolean => spawnSync('pgbouncer', ['--version']).status === 0;

/**
 * Starts PgBouncer in transaction mode, as strict as it comes: few connections, which every transaction finds in another
 * one's state, and no start parameters passed over.
 */
export async function startPgBouncer(databaseUrl: string): Promise<PgBouncer> {
  const { parent, user } = findInstallation();
  const folder = mkdtempSync(join(parent, 'docket-pgbouncer-'));
  const target = new URL(databaseUrl);
  const port = await freePort();
  const name = target.pathname.slice(1);
  const settings = [
    '[databases]',
    `${name} = host=${target.hostname} port=${target.port} dbname=${name}`,
    '[pgbouncer]',
    ...['listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir ='],
    ...['pool_mode = transaction', 'default_pool_size = 3', 'server_round_robin = 1'],
    // A server that asks for no password is behind a pooler that asks for none either.
    ...[
      `auth_type = ${target.password === '' ? 'trust' : 'scram-sha-256'}`,
      `auth_file = ${join(folder, 'users')}`,
    ],
  ];
  writeFileSync(join(folder, 'pgbouncer.ini'), `${settings.join('\n')}\n`);
  writeFileSync(join(folder, 'users'), `"${target.username}" "${target.password}"\n`);
  if (user !== undefined) {
    for (const path of [folder, join(folder, 'pgbouncer.ini'), join(folder, 'users')]) {
      chmodSync(path, 0o700);
      chownSync(path, user.uid, user.gid);
    }
  }
  const child = spawn('pgbouncer', [join(folder, 'pgbouncer.ini')], {
    cwd: folder,
    stdio: 'ignore',
    ...user,
  });
  const killWithUs = (): unknown => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  while (child.exitCode === null && !(await listens(port))) await sleep(10);
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    close: async () => {
      process.off('exit', killWithUs);
      if (child.exitCode === null) {
        const exit = once(child, 'exit');
        child.kill('SIGKILL');
        await exit;
      }
      rmSync(folder, { recursive: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).then((answer) => {
    socket.destroy();
    return answer === true;
  });
}
