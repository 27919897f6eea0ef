import { expect, test } from 'vitest';
import { runSlow } from './slow/run.js';

test('slow clients do not stop the hub from serving others, nor fill its memory', async () => {
  const report = await runSlow({ connections: 120, seconds: 5 });
  expect(report.faults).toEqual([]);
  expect(report.imports).toBeGreaterThan(0);
  if (report.megabytes !== undefined) expect(report.megabytes.during).toBeLessThan(700);
}, 60_000);
