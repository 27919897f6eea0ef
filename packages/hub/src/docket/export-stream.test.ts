import { finished } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { RunningStreams } from './export-stream.js';

const PATIENT = { timeout: 30_000 };
const ignore = (): void => undefined;

/** Pieces that know whether somebody still wants them. */
function endless(state: { ended: boolean; made: number }): AsyncGenerator<Buffer> {
  return (async function* () {
    try {
      for (;;) {
        state.made += 1;
        yield Buffer.alloc(100_000);
      }
    } finally {
      state.ended = true;
    }
  })();
}

async function* pieces(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

test('the pieces come out in their order', async () => {
  const streams = new RunningStreams();
  const ends: unknown[] = [];
  const stream = await streams.start('a', pieces('one', 'two', 'three'), (error) => ends.push(error));
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  expect(text).toBe('onetwothree');
  await expect.poll(() => ends, PATIENT).toEqual([undefined]);
  const nothing = await streams.start('a', pieces(), ignore);
  for await (const chunk of nothing) expect(chunk).toBe('nothing');
});

test('who does not read for too long is given up, and nothing more is made for them', async () => {
  const streams = new RunningStreams(20);
  const state = { ended: false, made: 0 };
  const ends: unknown[] = [];
  const stream = await streams.start('a', endless(state), (error) => ends.push(error?.message));
  stream.once('readable', ignore);
  await expect(finished(stream)).rejects.toThrow('the client does not read');
  await expect.poll(() => state.ended, PATIENT).toBe(true);
  expect(state.made).toBeLessThan(5);
  expect(ends).toEqual(['the client does not read']);
});

test('a stream that is destroyed before it was read gives its place back', async () => {
  const streams = new RunningStreams();
  for (let round = 0; round < 10; round += 1) {
    const state = { ended: false, made: 0 };
    const stream = await streams.start('a', endless(state), ignore);
    stream.destroy();
    await expect.poll(() => stream.closed, PATIENT).toBe(true);
    await expect.poll(() => state.ended, PATIENT).toBe(true);
  }
});

test('an error of the first piece comes at once, and costs no place; a later one breaks the stream off', async () => {
  const streams = new RunningStreams();
  async function* broken(after: number): AsyncGenerator<Buffer> {
    for (let n = 0; n < after; n += 1) yield Buffer.from('piece');
    throw new Error('the store is gone');
  }
  for (let round = 0; round < 10; round += 1) {
    await expect(streams.start('a', broken(0), ignore)).rejects.toThrow('the store is gone');
  }
  const stream = await streams.start('a', broken(2), ignore);
  await expect(
    (async () => {
      for await (const chunk of stream) expect(String(chunk)).toBe('piece');
    })(),
  ).rejects.toThrow('the store is gone');
});

test('an account has four, and all together sixteen', async () => {
  const streams = new RunningStreams();
  const start = (account: string) => streams.start(account, endless({ ended: false, made: 0 }), ignore);
  const started = [];
  for (const account of ['a', 'b', 'c', 'd']) {
    for (let n = 0; n < 4; n += 1) started.push(await start(account));
    await expect(start(account)).rejects.toMatchObject({ code: 'TooManyRequestsException', status: 429 });
  }
  await expect(start('e')).rejects.toMatchObject({ code: 'TooManyRequestsException' });
  started.pop()?.destroy();
  await expect
    .poll(() =>
      start('e').then(
        () => 'started',
        () => 'refused',
      ),
    )
    .toBe('started');
  for (const stream of started) stream.destroy();
});

test('those that are asked for at once are counted before they have begun', async () => {
  const streams = new RunningStreams();
  const asked = Array.from({ length: 9 }, () => streams.start('a', pieces('one'), ignore));
  const results = await Promise.allSettled(asked);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
});

test('told to stop, it takes no more, lets the moving ones end, and breaks off the others', async () => {
  const streams = new RunningStreams();
  const moving = await streams.start('a', pieces('one', 'two'), ignore);
  const still = await streams.start('a', endless({ ended: false, made: 0 }), ignore);
  const broken = expect(finished(still)).rejects.toThrow('the hub is stopping');
  streams.stop(500);
  await expect(streams.start('a', pieces('late'), ignore)).rejects.toMatchObject({
    code: 'ServiceUnavailableException',
  });
  let text = '';
  for await (const chunk of moving) text += String(chunk);
  expect(text).toBe('onetwo');
  await broken;
});
