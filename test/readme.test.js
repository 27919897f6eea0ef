import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliMissing } from './clients/support/cli.js';
import { Hub } from './support/hub.js';

/** The README's tour, run as a reader would: every command must print what the README shows. */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CREDENTIALS = { accessKeyId: 'AKIADOCKETEXAMPLE01', secretAccessKey: 'a-secret-for-the-tour' };
const run = promisify(execFile);

/** @returns {Promise<{command: string, output: string}[]>} */
async function steps() {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const blocks = [...readme.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const end = step.indexOf('\n');
        return { command: step.slice(0, end), output: step.slice(end + 1) };
      }),
  );
}

const missing = cliMissing();

const title = `the tour of the README${missing === undefined ? '' : ` (skipped: ${missing})`}`;

describe.skipIf(missing !== undefined)(title, async () => {
  /** @type {Hub} */
  let hub;
  beforeAll(async () => {
    hub = await Hub.start({
      account: '111122223333',
      region: 'eu-central-1',
      env: {
        DOCKET_ROOT_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        DOCKET_ROOT_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      },
    });
  });
  afterAll(() => hub?.remove());

  for (const { command, output } of await steps()) {
    it(command.slice(0, 60), async () => {
      const env = {
        ...process.env,
        AWS_ENDPOINT_URL: hub.url,
        AWS_DEFAULT_REGION: 'eu-central-1',
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      };
      const { stdout } = await run('sh', ['-c', command], { cwd: ROOT, env });
      expect(stdout.trimEnd()).toBe(output.trimEnd());
    });
  }
});
