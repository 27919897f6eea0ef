import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningHub, startTestHub } from '../testing/hub.js';

const ROOT_FOLDER = new URL('../../../../', import.meta.url);
/** The hub of the README's tour. */
const ACCOUNT = {
  accountId: '111122223333',
  accessKeyId: 'AKIADOCKETEXAMPLE01',
  secretAccessKey: 'a-secret',
};
/** curl reads its defaults from a file: a call that is refused ends the script, each tells its status. */
const CURL_DEFAULTS = 'fail-with-body\nwrite-out = "%{stderr}# %{http_code} %{method} %{url}\\n"\n';

const help = spawnSync('curl', ['--help', 'all'], { encoding: 'utf8' }).stdout ?? '';
const able = ['--aws-sigv4', '--fail-with-body'].every((option) => help.includes(option));

/** Commands, and the output that the page shows of the last of them. */
interface Step {
  commands: string;
  output: string | undefined;
}

const BLOCKS = /^```sh\n(.*?)^```$(?:\n\n```(?:json|csv|text)\n(.*?)^```$)?/gms;
function stepsOf(name: string): Step[] {
  const page = readFileSync(new URL(`docs/${name}`, ROOT_FOLDER), 'utf8');
  return [...page.matchAll(BLOCKS)].map(([, commands = '', output]) => ({ commands, output }));
}

let hub: RunningHub;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docket-docs-'));
  const events = { folder: join(folder, 'events'), deniedNetworks: [] };
  hub = await startTestHub({ region: 'eu-central-1', root: ACCOUNT, events });
  cpSync(new URL('examples', ROOT_FOLDER), join(folder, 'examples'), { recursive: true });
  writeFileSync(join(folder, '.curlrc'), CURL_DEFAULTS);
});
afterEach(async () => {
  await hub.close();
  rmSync(folder, { recursive: true });
});

const PAGES = ['docket-api.md', 'events.md'];

test.skipIf(!able).each(PAGES)('every command of %s works and prints what the page shows', async (name) => {
  const steps = stepsOf(name);
  expect(steps.length).toBeGreaterThan(4);
  const script = steps
    .map(({ commands }, index) => `${commands}\necho; echo "## end of ${index}"\n`)
    .join('');
  expect(script).toContain('http://127.0.0.1:4580');
  const { stdout, stderr } = await promisify(execFile)(
    'bash',
    ['-c', `set -e\n${script.replace('http://127.0.0.1:4580', hub.url)}`],
    {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        CURL_HOME: folder,
        AWS_ACCESS_KEY_ID: ACCOUNT.accessKeyId,
        AWS_SECRET_ACCESS_KEY: ACCOUNT.secretAccessKey,
      },
    },
  );
  const statuses = [...stderr.matchAll(/^# (\d+) \w+ http/gm)].map(([, status]) => status);
  const calls = steps.flatMap(
    ({ commands }) => commands.match(/^([A-Z]+=\$\()?(docket|curl|session) /gm) ?? [],
  ).length;
  expect(statuses, stderr).toHaveLength(calls);
  for (const status of statuses) expect(['200', '201'], stderr).toContain(status);
  const printed = stdout.split(/^## end of \d+\n/m);
  for (const [index, { output }] of steps.entries()) {
    if (output !== undefined) compare(printed[index]?.trim() ?? '', output.trim());
  }
});

/** JSON may hold more than is shown of it; lines of other text are the same, in whatever order. */
function compare(printed: string, shown: string): void {
  if (shown.startsWith('{')) expectIn(JSON.parse(printed), JSON.parse(shown));
  else expect(printed.split(/\r?\n/).sort()).toEqual(shown.split('\n').sort());
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Of a list, each item that is shown must be there. A time is any time, and `…` stands for anything. */
function expectIn(value: unknown, shown: unknown): void {
  if (shown === '…') return;
  if (typeof shown === 'string' && TIME.test(shown)) expect(value).toMatch(TIME);
  else if (Array.isArray(shown)) {
    const items: unknown[] = Array.isArray(value) ? value : [];
    for (const item of shown)
      expect(
        items.some((one) => isIn(one, item)),
        JSON.stringify({ item, items }),
      ).toBe(true);
  } else if (typeof shown === 'object' && shown !== null) {
    for (const [name, member] of Object.entries(shown)) expectIn(Object(value)[name], member);
  } else expect(value).toEqual(shown);
}

function isIn(value: unknown, shown: unknown): boolean {
  try {
    expectIn(value, shown);
    return true;
  } catch {
    return false;
  }
}
