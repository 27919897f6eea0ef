import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_KEPT, NOTHING_SEEN, withArrived } from './tail.js';

const event = (number: number) => ({
  id: `e${number}`,
  time: '2026-03-04T05:06:07Z',
  'detail-type': 'Security Hub Findings - Imported',
  detail: { findings: [{ Title: `Finding ${number}`, Id: `f${number}` }] },
});

test('of all events that came, the last are kept, the newest first', () => {
  const batches = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 30 });
  fc.assert(
    fc.property(batches, (sizes) => {
      let seen = NOTHING_SEEN;
      let count = 0;
      for (const size of sizes) {
        seen = withArrived(
          seen,
          Array.from({ length: size }, (_, index) => event(count + index)),
        );
        count += size;
      }
      const last = Array.from({ length: Math.min(count, MOST_KEPT) }, (_, index) => `e${count - 1 - index}`);
      expect(seen.count).toBe(count);
      expect(seen.events.map(({ id }) => id)).toEqual(last);
    }),
  );
});

test.each([
  [event(1), 'Finding 1'],
  [{ detail: { findings: [{ Id: 'only an id' }] } }, 'only an id'],
  [{ detail: { insightName: 'An insight' } }, 'An insight'],
  [{ detail: { findings: 'none' } }, ''],
  ['no event at all', ''],
])('what an event is about: %j', (one, subject) => {
  expect(withArrived(NOTHING_SEEN, [one]).events[0]?.subject).toBe(subject);
});
