import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, describePostgres } from '../../packages/hub/dist/testing/postgres/database.js';
import { Client } from '../support/client.js';
import { makeFindings } from '../support/findings.js';
import { Hub } from '../support/hub.js';

const ENTRY = fileURLToPath(new URL('../../packages/cli/bundle/lib/main.js', import.meta.url));
const FINDINGS = 2500;
const BATCH = 100;

/** @param {string[]} args */
function docket(args) {
  const child = spawn(process.execPath, [ENTRY, ...args], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]) => ({ code, stdout, stderr }),
  );
  return { child, ended };
}

describePostgres(() => {
  /** @type {string} */
  let folder;
  /** @type {import('../../packages/hub/dist/testing/postgres/database.js').TestDatabase} */
  let home;
  beforeAll(async () => {
    home = await createDatabase();
    folder = await mkdtemp(join(tmpdir(), 'docket-copy-'));
    const hub = await Hub.start({ data: join(folder) });
    const client = new Client(hub);
    for (let at = 0; at < FINDINGS; at += BATCH) {
      const { json } = await client.importFindings(makeFindings(hub, at, at + BATCH));
      expect(json.SuccessCount).toBe(BATCH);
    }
    client.close();
    await hub.stop();
  }, 60_000);
  afterAll(async () => {
    await home.drop();
    await rm(folder, { recursive: true, force: true });
  });

  test('a copy that is killed goes on, and ends with what was there', async () => {
    const args = ['copy', '--from', folder, '--to', home.url];
    const counts = [];
    for (const signal of /** @type {const} */ (['SIGKILL', 'SIGINT'])) {
      const { child, ended } = docket(args);
      const before = await copied();
      while (child.exitCode === null && (await copied()) <= before) await sleep(5);
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      expect(stdout).toBe('');
      if (signal === 'SIGINT')
        expect({ code, stderr }).toEqual({ code: 130, stderr: expect.stringContaining('goes on') });
      counts.push(await copied());
    }
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts[1]).toBeGreaterThan(Number(counts[0]));
    expect(counts[1]).toBeLessThan(FINDINGS);

    const { code, stdout, stderr } = await docket(args).ended;
    expect(code).toBe(0);
    expect(stderr).toContain(`findings: ${counts[1]} of ${FINDINGS}`);
    expect(stdout).toMatch(new RegExp(`^findings .* ${FINDINGS} .* equal$`, 'm'));
    expect(stdout).not.toContain('DIFFERENT');
    expect(stdout).toContain(`export DOCKET_MASTER_KEY=$(cat '${folder}/master.key')`);
    expect(stdout + stderr).not.toContain(new URL(home.url).password);

    const back = join(folder, 'back');
    const returned = await docket(['copy', '--from', home.url, '--to', back]).ended;
    expect(returned).toMatchObject({ code: 0, stdout: expect.stringContaining('The copy is complete.') });
    await copyFile(join(folder, 'master.key'), join(back, 'master.key'));
    const hub = await Hub.start({ data: back });
    const client = new Client(hub);
    try {
      const findings = await client.allFindings();
      const ids = makeFindings(hub, 0, FINDINGS).map(({ Id }) => Id);
      expect(findings.map(({ Id }) => Id).sort()).toEqual(ids.sort());
    } finally {
      client.close();
      await hub.stop();
    }
  }, 120_000);

  test('what is wrong is said in one line, and without the password', async () => {
    const { code, stdout, stderr } = await docket(['copy', '--from', join(folder, 'none'), '--to', home.url])
      .ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^docket: there is no store in the folder .*\n$/);
  });

  async function copied() {
    const [tables] = await home.query("SELECT to_regclass('findings') AS name");
    if (tables?.name === null) return 0;
    const [row] = await home.query('SELECT count(*) AS count FROM findings');
    return Number(row?.count);
  }
});
