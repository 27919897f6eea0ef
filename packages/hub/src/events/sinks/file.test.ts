import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileSink } from './file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docket-events-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const { signal } = new AbortController();
const send = (name: string, ...bodies: string[]) =>
  fileSink(folder, name).send(
    bodies.map((body, id) => ({ id: String(id), body })),
    signal,
  );
const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
const WRITTEN = { kind: 'delivered', message: 'written' };

test('events are appended, one a line', async () => {
  expect(await send('a.ndjson', '{"n":1}', '{"n":2}')).toEqual([WRITTEN, WRITTEN]);
  expect(await send('a.ndjson', '{"n":3}')).toEqual([WRITTEN]);
  expect(await text('a.ndjson')).toBe('{"n":1}\n{"n":2}\n{"n":3}\n');
});

test('half a line that a crash left behind spoils nothing but itself', async () => {
  await writeFile(join(folder, 'a.ndjson'), '{"n":1}\n{"n":');
  await send('a.ndjson', '{"n":3}');
  expect(await text('a.ndjson')).toBe('{"n":1}\n{"n":\n{"n":3}\n');
});

test('of several sinks that name one file, each writes whole lines', async () => {
  // More than is written in one go.
  const body = (letter: string) => JSON.stringify(letter.repeat(1_200_000));
  const letters = ['a', 'b', 'c', 'd'];
  await Promise.all(letters.map((letter) => send('a.ndjson', body(letter), '1')));
  const lines = (await text('a.ndjson')).split('\n');
  expect(lines.length).toBe(9);
  expect(lines.filter((line) => line.length > 1).sort()).toEqual(letters.map(body));
});

test('what is no file is not waited for, and nobody is told where it is', async () => {
  await mkdir(join(folder, 'folder'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const failed = (message: unknown) => [{ kind: 'failed', message }];
  expect(await send('folder', '1')).toEqual(failed('EISDIR: illegal operation on a directory'));
  expect(await send('pipe', '1')).toEqual(failed('what has this name is no file'));
  await rm(folder, { recursive: true });
  expect(await send('a.ndjson', '1')).toEqual(failed('ENOENT: no such file or directory'));
});
