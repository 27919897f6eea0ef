import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OperationName } from './generated/operations.js';
import { Throttle } from './throttle.js';

const QUOTAS: [OperationName, number, number][] = [
  ['GetFindings', 3, 6],
  ['BatchImportFindings', 10, 30],
  ['BatchUpdateFindings', 10, 30],
  ['BatchEnableStandards', 1, 1],
  ['UpdateStandardsControl', 1, 5],
  ['DescribeHub', 10, 30],
];

function passes(throttle: Throttle, operation: OperationName, at: number, account = '1'): boolean {
  try {
    throttle.pass(account, 'eu-west-1', operation, at);
    return true;
  } catch {
    return false;
  }
}

test.each(QUOTAS)('%s: %d a second, %d at once', (operation, rate, burst) => {
  const throttle = new Throttle();
  const count = (at: number): number => {
    let passed = 0;
    while (passes(throttle, operation, at)) passed += 1;
    return passed;
  };
  expect(count(5000)).toBe(burst);
  expect(count(6000)).toBe(Math.min(rate, burst));
  expect(count(6000 + 3_600_000)).toBe(burst);
});

test('no sequence of calls passes more than the burst and what time brought', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 80 }), (gaps) => {
      const throttle = new Throttle();
      let now = 0;
      let passed = 0;
      for (const gap of gaps) {
        now += gap;
        if (passes(throttle, 'GetFindings', now)) passed += 1;
        expect(passed).toBeLessThanOrEqual(6 + (now / 1000) * 3 + 1e-6);
      }
    }),
  );
});

test('one account does not use up what another has', () => {
  const throttle = new Throttle();
  while (passes(throttle, 'GetFindings', 0, '1'));
  expect(passes(throttle, 'GetFindings', 0, '2')).toBe(true);
  expect(passes(throttle, 'GetFindings', 0, '1')).toBe(false);
});
