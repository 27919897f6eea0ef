import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../testing/client.js';
import { finding } from '../testing/findings.js';
import { type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal } from '../testing/refusal.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub({ quotas: 'service' });
});
afterAll(() => hub.close());

/** Calls until it is too many: quotas fill up again with time, but never as fast as calls empty them. */
async function untilRefused(call: () => Promise<Answer>): Promise<{ before: Answer[]; refused: Answer }> {
  const before: Answer[] = [];
  for (;;) {
    const answer = await call();
    if (answer.status === 429) return { before, refused: answer };
    before.push(answer);
    if (before.length > 1000) throw new Error('nobody was refused');
  }
}

test('a burst is served, then the front door refuses, for one operation and account only', async () => {
  const other = await hub.account('210987654321');
  const { before, refused } = await untilRefused(() => hub.root.getFindings());
  expect(before.length).toBeGreaterThanOrEqual(6);
  expect(before.every(({ status }) => status === 200)).toBe(true);
  expectRefusal(refused, 429, 'TooManyRequestsException', 'Too Many Requests');
  expect(await hub.root.importFindings([finding('one')])).toMatchObject({ status: 200 });
  expect(await other.getFindings()).toMatchObject({ status: 200 });
});

test('who calls is asked first, then how often, then what', async () => {
  const tooMany = Array.from({ length: 101 }, () => ({}));
  const { before, refused } = await untilRefused(() => hub.root.importFindings(tooMany));
  expect(before.length).toBeGreaterThan(0);
  for (const answer of before) {
    const message = "Invalid parameter 'Findings'. Size '101' is greater than maximum value: 100.";
    expectRefusal(answer, 400, 'InvalidInputException', message);
  }
  expectRefusal(refused, 429, 'TooManyRequestsException', 'Too Many Requests');
  const nobody = await hub.client().importFindings(tooMany);
  expectRefusal(nobody, 403, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
});
