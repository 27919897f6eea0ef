import { expect, test } from 'vitest';
import { describePostgres } from '../../packages/hub/dist/testing/postgres/database.js';
import { FAULTS } from './shared/faults.js';
import { runShared } from './shared/run.js';

describePostgres(() => {
  test('what hubs on one database acknowledge is kept, whatever breaks', async () => {
    const report = await runShared({ seconds: 0, seed: 20_260_301, longest: 800 });
    expect(report.faults).toEqual([]);
    expect(Object.keys(report.happened).sort()).toEqual(Object.keys(FAULTS).sort());
    expect(report.findings).toBeGreaterThan(0);
  }, 180_000);
});
