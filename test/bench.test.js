import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const BENCH = fileURLToPath(new URL('../bench/main.js', import.meta.url));

/** @param {string[]} args */
async function bench(...args) {
  const child = spawn(process.execPath, [BENCH, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, progress, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  const lines = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return { lines, progress, code };
}

/** The smallest run there is: not what it measures counts, but that everything it asks for is answered as it must be. */
test('the bench of reads gets an answer to everything it asks', async () => {
  const small = ['--stored', '400', '--accounts', '2', '--requests', '1', '--findings', '400'];
  const { lines, progress, code } = await bench('--only', 'reads', ...small);
  expect(lines.filter(({ error }) => error !== undefined)).toEqual([]);
  expect({ code, progress }).toMatchObject({ code: 0 });
  const figures = new Set(lines.map(({ figure }) => figure));
  for (const figure of ['fill', 'reads', 'reads, all', 'unindexed', 'pages', 'insights', 'export', 'busy']) {
    expect(figures).toContain(figure);
  }
}, 120_000);

test('the bench does not start without what the figures need, nor for a figure that there is not', async () => {
  expect(await bench('--only', 'reads')).toMatchObject({
    code: 1,
    progress: expect.stringContaining('--stored'),
  });
  expect(await bench('--only', 'everything')).toMatchObject({
    code: 1,
    progress: expect.stringContaining('everything'),
  });
});
