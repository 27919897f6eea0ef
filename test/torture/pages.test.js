import { describe, expect, test } from 'vitest';
import { makeFinding } from '../support/findings.js';
import { checkWalk } from './pages/check.js';
import { ORDERS } from './pages/orders.js';
import { runPages } from './pages/run.js';

test('pages hold every finding that stays as it is once and in order, whatever comes and changes meanwhile', async () => {
  const report = await runPages({ rounds: 1, seed: 20_260_301 });
  expect(report.faults).toEqual([]);
  expect(report.walks).toBe(33);
  expect(report.writes).toBeGreaterThanOrEqual(report.pages);
}, 180_000);

describe('the check of a walk', () => {
  const source = { account: '123456789012', region: 'eu-central-1' };
  const findings = [1, 2, 3].map((index) => makeFinding(source, index));
  const [first, second, third] = findings.map((finding) => ({ ...finding }));
  const ids = new Set(findings.map(({ Id }) => Id));
  const order = (/** @type {string} */ name) => {
    const found = ORDERS.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no order ${name}`);
    return found;
  };
  const faults = (
    /** @type {string} */ name,
    /** @type {(typeof first)[]} */ walk,
    still = ids,
    moving = ids,
  ) =>
    checkWalk(
      order(name),
      walk.filter((finding) => finding !== undefined),
      { still, moving },
    );
  /** @type {Set<string>} */
  const none = new Set();

  test('takes a whole walk, and a changing finding at two places of an order that it moves in', () => {
    expect(faults('UpdatedAt asc', [first, second, third])).toEqual([]);
    expect(faults('UpdatedAt desc', [third, second, first])).toEqual([]);
    expect(faults('UpdatedAt asc', [first, second, second, third], none)).toEqual([]);
    expect(faults('UpdatedAt asc', [third], none)).toEqual([]);
  });

  test('finds what is missing, what comes again and what is out of order', () => {
    expect(faults('UpdatedAt asc', [first, third])).toHaveLength(1);
    expect(faults('UpdatedAt asc', [first, second, second, third])).toHaveLength(1);
    expect(faults('UpdatedAt asc', [second, first, third])).toHaveLength(1);
    expect(faults('CreatedAt desc', [third, first], none)).toHaveLength(1);
    expect(faults('unsorted', [first, second, third, second], none)).toHaveLength(1);
  });

  test('knows that no value comes before every value', () => {
    const decided = first && { ...first, Confidence: 0 };
    expect(faults('Confidence asc', [second, decided, third], none)).toHaveLength(1);
    expect(faults('Confidence asc', [second, third, decided], none)).toEqual([]);
  });
});
