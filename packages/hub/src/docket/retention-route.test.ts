import { expect, test } from 'vitest';
import type { RetentionPolicy } from '../operating/retention.js';
import { startTestHub } from '../testing/hub.js';

const ALICE = '111122223333';

test.each<[RetentionPolicy, object]>([
  [{}, {}],
  [{ days: 365 }, { Days: 365 }],
  [
    { days: 365, archivedDays: 90 },
    { Days: 365, ArchivedDays: 90 },
  ],
])('a hub that keeps findings as %j says so', async (retention, answer) => {
  const hub = await startTestHub({ retention });
  try {
    const alice = await hub.account(ALICE);
    const { status, json } = await alice.call('GET', '/_docket/retention');
    expect([status, json]).toEqual([200, answer]);
  } finally {
    await hub.close();
  }
});
