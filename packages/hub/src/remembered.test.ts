import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Remembered } from './remembered.js';

/** A store that answers how often it was asked, when it is told to. */
function setUp() {
  const time = { now: 0 };
  const remembered = new Remembered<number>({ clock: () => time.now });
  const waiting: ((fault?: Error) => void)[] = [];
  let asked = 0;
  const load = (): Promise<number> => {
    asked += 1;
    const answer = asked;
    return new Promise((resolve, reject) => {
      waiting.push((fault) => (fault === undefined ? resolve(answer) : reject(fault)));
    });
  };
  const answer = async (fault?: Error): Promise<void> => {
    waiting.shift()?.(fault);
    await turn();
  };
  return { time, remembered, answer, get: () => remembered.get('key', load), asked: () => asked };
}

test('calls that arrive together ask once', async () => {
  const { get, answer, asked } = setUp();
  const both = Promise.all([get(), get()]);
  await answer();
  expect(await both).toEqual([1, 1]);
  expect(asked()).toBe(1);
});

test('towards the end of its life an answer is renewed while it is still given', async () => {
  const { time, get, answer, asked } = setUp();
  const first = get();
  await answer();
  expect(await first).toBe(1);
  time.now = 750;
  await get();
  expect(asked()).toBe(1);
  time.now = 751;
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  expect(asked()).toBe(2);
  await answer();
  expect(await get()).toBe(2);
  time.now = 1_500;
  expect(await get()).toBe(2);
  expect(asked()).toBe(2);
});

test('an answer is as old as its question, and never older than a second', async () => {
  const { time, get, answer } = setUp();
  const first = get();
  time.now = 900;
  await answer();
  expect(await first).toBe(1);
  time.now = 1_000;
  const second = get();
  await answer();
  expect(await second).toBe(2);
});

test('a renewal that began before a change is dropped', async () => {
  const { time, remembered, get, answer } = setUp();
  const first = get();
  await answer();
  await first;
  time.now = 800;
  await get();
  remembered.clear();
  await answer();
  const next = get();
  await answer();
  expect(await next).toBe(3);
});

test('a renewal that fails harms nobody, and is tried again', async () => {
  const { time, get, answer } = setUp();
  const first = get();
  await answer();
  await first;
  time.now = 800;
  await get();
  await answer(new Error('the store is away'));
  expect(await get()).toBe(1);
  await answer();
  expect(await get()).toBe(3);
});

test('what failed is not remembered', async () => {
  const { get, answer } = setUp();
  const first = get();
  const refused = expect(first).rejects.toThrow('the store is away');
  await answer(new Error('the store is away'));
  await refused;
  const second = get();
  await answer();
  expect(await second).toBe(2);
});
