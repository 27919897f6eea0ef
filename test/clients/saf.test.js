import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from '../support/client.js';
import { Hub } from '../support/hub.js';
import { clientEnvironment } from './support/caller.js';

const run = promisify(execFile);
const SAF = 'saf';
const missing =
  spawnSync(SAF, ['--version']).status === 0
    ? undefined
    : 'MITRE SAF (@mitre/saf, Node 22) is not on the path';

/** MITRE SAF sends results of compliance profiles as findings, and makes profiles of findings. */
describe.skipIf(missing !== undefined)(
  missing === undefined ? 'MITRE SAF' : `MITRE SAF (skipped: ${missing})`,
  () => {
    /** @type {Hub} */
    let hub;
    /** @type {string} */
    let folder;

    beforeAll(async () => {
      hub = await Hub.start();
      folder = await mkdtemp(join(tmpdir(), 'docket-saf-'));
    });

    afterAll(async () => {
      await hub?.remove();
      await rm(folder, { recursive: true, force: true });
    });

    const saf = (/** @type {string[]} */ args) =>
      run(SAF, args, { env: clientEnvironment(hub), cwd: folder });

    test('uploads results, and downloads them again', async () => {
      const input = join(folder, 'results.json');
      await writeFile(input, JSON.stringify(results(140)));
      const where = ['-a', hub.account, '-r', hub.region, '-t', 'web-1'];
      const upload = await saf(['convert', 'hdf2asff', '-i', input, ...where, '-u']);
      const said = upload.stdout + upload.stderr;
      expect(said).toMatch(/Uploaded 100 controls\. Success: 100, Fail: 0/);
      expect(said).toMatch(/Uploaded 40 controls\. Success: 40, Fail: 0/);

      const client = new Client(hub);
      const stored = await client.allFindings();
      client.close();
      // One for each control, and one about the set.
      expect(stored).toHaveLength(141);

      await saf(['convert', 'asff2hdf', '--aws', '-r', hub.region, '-t', 'web-1', '-o', 'downloaded']);
      const [file = ''] = await readdir(join(folder, 'downloaded'));
      const { profiles } = JSON.parse(await readFile(join(folder, 'downloaded', file), 'utf8'));
      const ids = profiles.flatMap((/** @type {any} */ { controls }) =>
        controls.map((/** @type {any} */ { id }) => id),
      );
      expect(new Set(ids).size).toBe(140);
    });
  },
);

/**
 * Heimdall Data Format: one profile with so many controls, each tried once.
 *
 * @param {number} controls
 */
function results(controls) {
  return {
    platform: { name: 'example', release: '1' },
    version: '1.0.0',
    statistics: { duration: 1 },
    profiles: [
      {
        name: 'baseline',
        version: '1.0.0',
        title: 'Example baseline',
        sha256: 'a'.repeat(64),
        supports: [],
        attributes: [],
        groups: [],
        controls: Array.from({ length: controls }, (_, number) => control(number)),
      },
    ],
  };
}

/** @param {number} number */
function control(number) {
  return {
    id: `EX-${number}`,
    title: `Example control ${number}`,
    desc: 'The service must not answer without authentication.',
    impact: number % 2 === 0 ? 0.7 : 0.3,
    refs: [],
    tags: { nist: ['AC-3'], check: 'Look at the configuration.', fix: 'Turn authentication on.' },
    code: `control 'EX-${number}'`,
    source_location: { line: 1, ref: 'baseline.rb' },
    results: [
      {
        status: number % 3 === 0 ? 'passed' : 'failed',
        code_desc: 'authentication is expected to be on',
        run_time: 0.1,
        start_time: '2026-03-02T06:00:00+00:00',
      },
    ],
  };
}
