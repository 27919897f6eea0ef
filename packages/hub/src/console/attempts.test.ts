import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SignInAttempts } from './attempts.js';

/** Makes an attempt that fails. */
const fails = (attempts: SignInAttempts, address: string, key: string, now: number): boolean => {
  try {
    attempts.begin(address, key, now);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'TooManyRequestsException' });
    return false;
  }
};

test('however they are spread, failures for a key are no more than ten and one each half minute', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 200 }), (pauses) => {
      const attempts = new SignInAttempts();
      let now = 0;
      let passed = 0;
      for (const pause of pauses) {
        now += pause;
        if (fails(attempts, '10.0.0.1', 'key', now)) passed += 1;
        expect(passed).toBeLessThanOrEqual(10 + now / 30_000);
      }
    }),
  );
});

test('whoever waits may try again', () => {
  const attempts = new SignInAttempts();
  const tries = (count: number, now: number) =>
    Array.from({ length: count }, () => fails(attempts, '10.0.0.1', 'key', now)).filter(Boolean).length;
  expect(tries(20, 0)).toBe(10);
  expect(tries(5, 29_000)).toBe(0);
  expect(tries(5, 60_000)).toBe(2);
  expect(tries(50, 3_600_000)).toBe(10);
});

test('successes do not count', () => {
  const attempts = new SignInAttempts();
  for (let n = 0; n < 1_000; n += 1) attempts.begin('10.0.0.1', 'key', 0)();
  expect(fails(attempts, '10.0.0.1', 'key', 0)).toBe(true);
});

test('failures somewhere else do not lock out the holder of a key, and those for one key no other', () => {
  const attempts = new SignInAttempts();
  for (let n = 0; n < 100; n += 1) fails(attempts, '10.0.0.1', 'key', 0);
  expect(fails(attempts, '10.0.0.1', 'key', 0)).toBe(false);
  expect(fails(attempts, '10.0.0.2', 'key', 0)).toBe(true);
  expect(fails(attempts, '10.0.0.1', 'other', 0)).toBe(true);
});

test('one place that guesses at many keys is held up, whatever addresses of its network it takes', () => {
  for (const addressOf of [
    () => '10.0.0.1',
    (n: number) => `2001:db8:0:1::${n.toString(16)}`,
    (n: number) => `2001:db8:0:1:${n.toString(16)}::`,
  ]) {
    const attempts = new SignInAttempts();
    const through = Array.from({ length: 200 }, (_, n) => fails(attempts, addressOf(n), `key${n}`, 0));
    expect(through.filter(Boolean)).toHaveLength(50);
    expect(fails(attempts, '2001:db8:0:2::1', 'key', 0)).toBe(true);
    expect(fails(attempts, '::ffff:10.0.0.9', 'key', 0)).toBe(true);
  }
});
