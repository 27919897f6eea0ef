import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findInstallation } from '../../testing/postgres/binaries.js';
import {
  createDatabase,
  describePostgres,
  isOurServer,
  type TestDatabase,
} from '../../testing/postgres/database.js';
import { type PostgresServer, startPostgres } from '../../testing/postgres/server.js';
import { connectDatabase } from './connect.js';

/** Connects and lets go again. */
async function works(url: string): Promise<unknown[]> {
  const database = await connectDatabase(url, { totalMs: 100 });
  try {
    const text = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
    return (await database.use((session) => session.query<{ ssl: boolean }>({ text }))).rows.map(
      ({ ssl }) => ssl,
    );
  } finally {
    await database.close();
  }
}

function changed(url: string, change: (parts: URL) => void): string {
  const parts = new URL(url);
  change(parts);
  return parts.href;
}

describePostgres(() => {
  let home: TestDatabase;
  beforeAll(async () => {
    home = await createDatabase();
  });
  afterAll(() => home.drop());

  const refused = (change: (parts: URL) => void) => works(changed(home.url, change));

  test('a database that does not exist', async () => {
    await expect(
      refused((url) => {
        url.pathname = '/nowhere';
      }),
    ).rejects.toThrow(/database "nowhere" at .* does not exist: create it with CREATE DATABASE "nowhere"/);
  });

  test('a wrong password, and none', async ({ skip }) => {
    if (!isOurServer()) return skip('the server may ask for none');
    await expect(
      refused((url) => {
        url.password = 'wrong-one';
      }),
    ).rejects.toThrow(/refused the password of user "docket_test": correct it/);
    await expect(
      refused((url) => {
        url.password = '';
      }),
    ).rejects.toThrow(/wants a password/);
  });

  test('nobody at the port', async () => {
    await expect(
      refused((url) => {
        url.port = '1';
      }),
    ).rejects.toThrow(/cannot be reached: .*ECONNREFUSED.*Is it running/);
  });

  test('a database in another encoding', async () => {
    const name = `${new URL(home.url).pathname.slice(1)}_ascii`;
    await home.query(
      `CREATE DATABASE ${name} ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0`,
    );
    try {
      await expect(
        refused((url) => {
          url.pathname = `/${name}`;
        }),
      ).rejects.toThrow(/is encoded in SQL_ASCII: create one with ENCODING 'UTF8'/);
    } finally {
      await home.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  });

  test('a server without TLS: taken as it is, unless TLS is demanded', async ({ skip }) => {
    if (!isOurServer()) return skip('the server may speak TLS');
    const withMode = (mode?: string) =>
      refused(({ searchParams }) => {
        searchParams.delete('sslmode');
        if (mode !== undefined) searchParams.set('sslmode', mode);
      });
    expect(await withMode()).toEqual([false]);
    expect(await withMode('prefer')).toEqual([false]);
    await expect(withMode('require')).rejects.toThrow(/does not speak TLS: turn ssl on/);
    await expect(withMode('verify-full')).rejects.toThrow(/does not speak TLS/);
  });

  describe('a server with TLS', () => {
    let server: PostgresServer | undefined;
    let folder: string | undefined;
    beforeAll(async () => {
      const { parent, user } = findInstallation();
      folder = mkdtempSync(join(parent, 'docket-certificate-'));
      const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'certificate')];
      const request = '-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost';
      const names = ['-addext', 'subjectAltName=DNS:localhost'];
      try {
        execFileSync('openssl', ['req', ...request.split(' '), ...names, ...files], { stdio: 'ignore' });
      } catch {
        return;
      }
      if (user !== undefined) {
        for (const path of [folder, join(folder, 'key'), join(folder, 'certificate')]) {
          chownSync(path, user.uid, user.gid);
        }
      }
      const file = (name: string) =>
        `ssl_${name}_file=${join(folder ?? '', name === 'key' ? 'key' : 'certificate')}`;
      server = await startPostgres(['ssl=on', file('cert'), file('key')]);
    });
    afterAll(async () => {
      await server?.close();
      if (folder !== undefined) rmSync(folder, { recursive: true });
    });

    test('is checked as sslmode says', async ({ skip }) => {
      if (server === undefined) return skip('openssl is not installed');
      const { url } = server;
      const root = join(folder ?? '', 'certificate');
      const connect = (mode: string, host: string, authority?: string) =>
        works(
          changed(url, (parts) => {
            parts.hostname = host;
            parts.searchParams.set('sslmode', mode);
            if (authority !== undefined) parts.searchParams.set('sslrootcert', authority);
          }),
        );
      expect(await connect('disable', '127.0.0.1')).toEqual([false]);
      expect(await connect('prefer', '127.0.0.1')).toEqual([true]);
      expect(await connect('require', '127.0.0.1')).toEqual([true]);
      expect(await connect('verify-ca', '127.0.0.1', root)).toEqual([true]);
      expect(await connect('verify-full', 'localhost', root)).toEqual([true]);
      const untrusted = /has a certificate that is not trusted: give its authority as sslrootcert/;
      await expect(connect('verify-full', '127.0.0.1', root)).rejects.toThrow(untrusted);
      await expect(connect('verify-full', 'localhost')).rejects.toThrow(untrusted);
    });
  });
});

describe('a server that is too old', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      // As much of the protocol as it takes: any start is welcome, any query has one row.
      socket.once('data', () => {
        socket.write(Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]));
        socket.on('data', (chunk) => {
          if (chunk[0] === 'Q'.charCodeAt(0))
            socket.write(row({ major: '14', version: '14.1', encoding: 'UTF8' }));
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
  });

  test('is refused', async () => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const connecting = connectDatabase(`postgres://u:p@127.0.0.1:${port}/d?sslmode=disable`);
    await expect(connecting).rejects.toThrow(
      /is PostgreSQL 14.1: Docket needs 15 or newer, so upgrade the server/,
    );
  });

  function message(type: string, ...parts: Buffer[]): Buffer {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  }

  function row(columns: Record<string, string>): Buffer {
    const INT4 = 23;
    const TEXT = 25;
    const count = Buffer.alloc(2);
    count.writeInt16BE(Object.keys(columns).length);
    const fields = Object.keys(columns).map((name) => {
      const rest = Buffer.alloc(18);
      rest.writeInt32BE(name === 'major' ? INT4 : TEXT, 6);
      return Buffer.concat([Buffer.from(`${name}\0`), rest]);
    });
    const values = Object.values(columns).map((value) => {
      const length = Buffer.alloc(4);
      length.writeInt32BE(value.length);
      return Buffer.concat([length, Buffer.from(value)]);
    });
    const done = [message('C', Buffer.from('SELECT 1\0')), message('Z', Buffer.from('I'))];
    return Buffer.concat([message('T', count, ...fields), message('D', count, ...values), ...done]);
  }
});
