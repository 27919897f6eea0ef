import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpHub, ROOT_KEY, startHttpHub } from './testing-http.js';

const page = readFileSync(new URL('../../../../docs/admin-api.md', import.meta.url), 'utf8');
const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block).join('\n');
/** curl reads its defaults from a file: each call tells its status, and one that is refused ends the script. */
const CURL_DEFAULTS = 'fail-with-body\nwrite-out = "\\n# %{http_code} %{method} %{url}\\n"\n';

const help = spawnSync('curl', ['--help', 'all'], { encoding: 'utf8' }).stdout ?? '';
const able = ['--aws-sigv4', '--fail-with-body'].every((option) => help.includes(option));

let hub: HttpHub;
let folder: string;
beforeAll(async () => {
  hub = await startHttpHub();
  folder = mkdtempSync(join(tmpdir(), 'docket-docs-'));
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true });
});

test.skipIf(!able)('every command of the page works, one after the other', async () => {
  const calls = commands.match(/^admin /gm)?.length ?? 0;
  expect(calls).toBeGreaterThan(15);
  expect(commands).toContain('http://127.0.0.1:4580');
  writeFileSync(join(folder, '.curlrc'), CURL_DEFAULTS);
  const script = `set -e\n${commands.replace('http://127.0.0.1:4580', hub.url)}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      CURL_HOME: folder,
      AWS_ACCESS_KEY_ID: ROOT_KEY.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ROOT_KEY.secretAccessKey,
    },
  });
  const statuses = [...stdout.matchAll(/^# (\d+) \w+ http/gm)].map(([, status]) => status);
  expect(statuses, stdout).toHaveLength(calls);
  expect(new Set(statuses)).toEqual(new Set(['200', '201']));
  const db = new Database(join(folder, 'docket.sqlite'), { readonly: true });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});
