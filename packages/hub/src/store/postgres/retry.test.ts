import pg from 'pg';
import { expect, test } from 'vitest';
import { Interrupted } from './failures.js';
import { withRetry } from './retry.js';

const lost = (outcome: 'none' | 'unknown') => new Interrupted(outcome, new Error('cable'));

function refusal(state: string): pg.DatabaseError {
  const error = new pg.DatabaseError(`refused with ${state}`, 0, 'error');
  error.code = state;
  return error;
}

/** An attempt that fails in these ways, one after the other, and then succeeds. */
function failing(...errors: unknown[]) {
  const state = { attempts: 0 };
  const attempt = async () => {
    const error = errors[state.attempts];
    state.attempts += 1;
    if (error !== undefined) throw error;
    return 'done';
  };
  return { state, attempt };
}

test.each(['40001', '40P01', '55P03', '53100', '53300'])('%s is tried again', async (code) => {
  const { state, attempt } = failing(refusal(code), refusal(code));
  expect(await withRetry(attempt)).toBe('done');
  expect(state.attempts).toBe(3);
});

test('a lost connection is tried again if nothing was done', async () => {
  const { state, attempt } = failing(lost('none'), lost('none'));
  expect(await withRetry(attempt)).toBe('done');
  expect(state.attempts).toBe(3);
});

test('what may have been done is not done twice, unless it may be', async () => {
  const once = failing(lost('unknown'));
  await expect(withRetry(once.attempt)).rejects.toMatchObject({
    code: 'ServiceUnavailableException',
    status: 503,
    cause: { outcome: 'unknown' },
  });
  expect(once.state.attempts).toBe(1);
  const again = failing(lost('unknown'));
  expect(await withRetry(again.attempt, { repeatable: true })).toBe('done');
});

test('what ran into its time limit is not tried again', async () => {
  const { state, attempt } = failing(refusal('57014'));
  await expect(withRetry(attempt)).rejects.toMatchObject({
    status: 503,
    message: expect.stringMatching(/too long/),
  });
  expect(state.attempts).toBe(1);
});

test.each(['28P01', '28000', '3D000'])(
  '%s, of a password that was changed, is not tried again either',
  async (code) => {
    const { state, attempt } = failing(refusal(code));
    await expect(withRetry(attempt)).rejects.toMatchObject({ status: 503, cause: { code } });
    expect(state.attempts).toBe(1);
  },
);

test.each([refusal('23505'), refusal('42P01'), new TypeError('a defect')])(
  '%s is thrown as it is',
  async (error) => {
    const { state, attempt } = failing(error);
    await expect(withRetry(attempt)).rejects.toBe(error);
    expect(state.attempts).toBe(1);
  },
);

test('there is an end to it, and every failure is reported', async () => {
  const reported: unknown[] = [];
  const error = lost('none');
  const attempt = () => Promise.reject(error);
  await expect(
    withRetry(attempt, { totalMs: 200, report: (one) => reported.push(one) }),
  ).rejects.toMatchObject({ status: 503 });
  expect(reported.length).toBeGreaterThan(2);
  expect(new Set(reported)).toEqual(new Set([error]));
});
