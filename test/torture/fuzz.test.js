import { expect, test } from 'vitest';
import { runFuzz } from './fuzz/run.js';

test('hostile requests get a proper refusal and leave no trace', async () => {
  const report = await runFuzz({ requests: 3000, seed: 20_260_301, settle: 500 });
  expect(report.faults).toEqual([]);
  expect(report.requests).toBe(3000);
  if (report.megabytes !== undefined) expect(report.megabytes.peak).toBeLessThan(1024);
}, 180_000);
