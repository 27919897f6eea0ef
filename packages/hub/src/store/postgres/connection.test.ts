import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDatabaseUrl } from './connection.js';

const base = 'postgres://docket:secret@db.example.com/findings';

test('what a URL does not say has a value to work with', async () => {
  expect(await readDatabaseUrl(base)).toEqual({
    name: 'database "findings" at db.example.com:5432',
    client: {
      ...{ host: 'db.example.com', port: 5432, user: 'docket', password: 'secret', database: 'findings' },
      application_name: 'docket',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    },
    tls: { mode: 'prefer', options: { rejectUnauthorized: false } },
    ...{ poolMax: 10, idleMs: 60_000, statementMs: 30_000, prepare: undefined },
  });
});

test('parameters say all of it, times with or without a unit', async () => {
  const url = `${base}?sslmode=disable&pool_max=25&idle_timeout=5min&statement_timeout=1500&connect_timeout=3&keepalives_idle=30s&application_name=hub%201&prepare=true`;
  expect(await readDatabaseUrl(url)).toMatchObject({
    client: {
      application_name: 'hub 1',
      connectionTimeoutMillis: 3_000,
      keepAliveInitialDelayMillis: 30_000,
    },
    tls: { mode: 'disable' },
    ...{ poolMax: 25, idleMs: 300_000, statementMs: 1_500, prepare: true },
  });
});

test.each([
  ['postgresql://h/d', { host: 'h', port: 5432, database: 'd', user: userInfo().username }],
  ['postgres://u:p%40%2F%3A%25@h:6432/d%20b', { port: 6432, password: 'p@/:%', database: 'd b' }],
  ['postgres://u@[::1]:5433/d', { host: '::1', port: 5433 }],
  ['postgres:///d?host=/run/postgresql', { host: '/run/postgresql', port: 5432 }],
  [
    'postgres://u:p@/d?host=/run/postgresql&port=5433',
    { host: '/run/postgresql', port: 5433, password: 'p' },
  ],
  ['postgres://u@%2Frun%2Fpostgresql:5433/d', { host: '/run/postgresql', port: 5433 }],
])('%s', async (url, client) => {
  expect((await readDatabaseUrl(url)).client).toMatchObject(client);
});

test('a socket is not encrypted', async () => {
  expect((await readDatabaseUrl('postgres:///d?host=/run')).tls).toEqual({ mode: 'disable' });
});

test.each([
  ['mysql://h/d', /must begin with postgres:/],
  ['not a url', /cannot be read/],
  ['postgres://h1:1,h2:2/d', /cannot be read.*one host/],
  ['postgres://h1,h2:2/d', /names several hosts: give one/],
  ['postgres:///d?host=h1,h2', /names several hosts/],
  [`${base}?port=0`, /bad value for port/],
  ['postgres://u:p%00@h/d', /cannot be read/],
  ['postgres://h', /names no database/],
  ['postgres://u:100%@h/d', /write %25/],
  [`${base}?sslmod=disable`, /unknown parameter "sslmod"; known are application_name, .*sslmode/],
  [`${base}?pool_max=1&pool_max=2`, /pool_max twice/],
  [`${base}?pool_max=0`, /bad value for pool_max: "0"/],
  [`${base}?pool_max=1.5`, /bad value for pool_max/],
  [`${base}?statement_timeout=1h`, /bad value for statement_timeout/],
  [`${base}?statement_timeout=0`, /bad value for statement_timeout/],
  [`${base}?prepare=yes`, /bad value for prepare/],
  [`${base}?sslmode=allow`, /one of disable, prefer, require, verify-ca, verify-full/],
  [`${base}?sslmode=verify-ca`, /needs sslrootcert/],
  [`${base}?sslcert=a`, /both sslcert and sslkey/],
  [`${base}?sslrootcert=/nowhere.pem`, /sslrootcert cannot be read: ENOENT/],
])('%s is refused', async (url, message) => {
  await expect(readDatabaseUrl(url)).rejects.toThrow(message);
});

test('no message shows the password', async () => {
  const part = fc.constantFrom(
    '',
    'h',
    ':',
    '/',
    '%',
    '@',
    '?',
    '#',
    'sslmode=x',
    '[',
    'd',
    ',',
    ' ',
    '5432',
  );
  const parts = fc.array(part, { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(parts, parts, async (before, after) => {
      const said = await readDatabaseUrl(`postgres://user:${before.join('')}hunter2@${after.join('')}`).then(
        ({ name }) => name,
        (error: unknown) => JSON.stringify(error, ['message', 'stack', 'input', 'cause']) + String(error),
      );
      expect(said).not.toContain('hunter2');
    }),
    { numRuns: 1_000 },
  );
});

describe('TLS', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docket-tls-'));
    for (const name of ['ca', 'cert', 'key']) await writeFile(join(folder, name), `-----BEGIN ${name}`);
    await writeFile(join(folder, 'none'), 'nothing of the kind');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const tls = async (query: string) =>
    (await readDatabaseUrl(`${base}?${query.replaceAll('~', `${folder}/`)}`)).tls;

  test('require checks nothing unless there is an authority, as in libpq', async () => {
    expect(await tls('sslmode=require')).toEqual({ mode: 'demand', options: { rejectUnauthorized: false } });
    expect(await tls('sslmode=require&sslrootcert=~ca')).toMatchObject({
      options: { rejectUnauthorized: true, ca: '-----BEGIN ca', checkServerIdentity: expect.any(Function) },
    });
  });

  test('verify-ca checks the authority, verify-full the name too', async () => {
    expect(await tls('sslmode=verify-ca&sslrootcert=~ca')).toMatchObject({
      mode: 'demand',
      options: { rejectUnauthorized: true, checkServerIdentity: expect.any(Function) },
    });
    expect(await tls('sslmode=verify-full')).toEqual({
      mode: 'demand',
      options: { rejectUnauthorized: true },
    });
  });

  test('a certificate of our own comes with its key', async () => {
    expect(await tls('sslmode=require&sslcert=~cert&sslkey=~key')).toMatchObject({
      options: { cert: '-----BEGIN cert', key: '-----BEGIN key' },
    });
    await expect(tls('sslmode=require&sslcert=~none&sslkey=~key')).rejects.toThrow(/must be a PEM file/);
  });
});
