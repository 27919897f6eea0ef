import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, describePostgres } from '../../packages/hub/dist/testing/postgres/database.js';

const ENTRY = fileURLToPath(new URL('../../packages/cli/bundle/lib/main.js', import.meta.url));
const run = promisify(execFile);

/**
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
const docket = (args, env) =>
  run(process.execPath, [ENTRY, ...args], { env: { PATH: process.env.PATH, ...env } });

describePostgres(() => {
  /** @type {import('../../packages/hub/dist/testing/postgres/database.js').TestDatabase} */
  let home;
  beforeAll(async () => {
    home = await createDatabase();
  });
  afterAll(() => home.drop());

  test('docket migrate says what it does, and does it once', async () => {
    const first = await docket(['migrate', '--database-url', home.url]);
    const applied = (await home.query('SELECT name FROM docket_migrations ORDER BY name')).map(
      ({ name }) => `applied ${name}`,
    );
    expect(applied.length).toBeGreaterThan(0);
    expect(first.stdout.trim().split('\n').slice(0, applied.length)).toEqual(applied);
    const second = await docket(['migrate'], { DOCKET_DATABASE_URL: home.url });
    expect(second.stdout).toBe('The database is up to date.\n');
  });

  test('docket migrate says what is wrong, and never the password', async () => {
    const url = new URL(home.url);
    url.pathname = '/nowhere';
    const { password } = url;
    const failure = await docket(['migrate', '--database-url', url.href]).catch((error) => error);
    expect(failure).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/does not exist: create it/),
    });
    expect(failure.stderr).not.toContain(password);
  });
});
