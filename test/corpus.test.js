import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpusMissing, importCorpus } from './support/corpus.js';
import { Hub } from './support/hub.js';

const PATTERN = 'Finding does not adhere to Amazon Finding Format. ';

describe.skipIf(corpusMissing !== undefined)(
  `findings in the wild${corpusMissing ? ` (skipped: ${corpusMissing})` : ''}`,
  () => {
    /** @type {Hub} */
    let hub;
    /** @type {import('./support/corpus.js').Verdict[]} */
    let verdicts;

    beforeAll(async () => {
      hub = await Hub.start({ env: { DOCKET_AUTH: 'trust' } });
      verdicts = await importCorpus(hub);
    });
    afterAll(() => hub?.remove());

    test('are refused where the format says so, each with all that is wrong', () => {
      const refused = verdicts.filter(({ refusal }) => refusal !== undefined);
      for (const { file, index, refusal } of refused) console.log(`refused: ${file} ${index}: ${refusal}`);
      expect(verdicts).toHaveLength(177);
      // Whose account id is a placeholder cannot be sent by anybody: nobody has that account.
      const sendable = refused.filter(({ refusal }) => refusal?.startsWith(PATTERN));
      const others = refused.filter(({ refusal }) => !refusal?.startsWith(PATTERN));
      expect(sendable.length + others.length).toBe(17);
      for (const { refusal } of others)
        expect(refusal).toMatch(/^AccessDeniedException: User: .* is not authorized to perform/);
    });

    test('are stored as sent where they are taken in', () => {
      expect(verdicts.filter(({ faults }) => faults.length > 0)).toEqual([]);
    });
  },
);
