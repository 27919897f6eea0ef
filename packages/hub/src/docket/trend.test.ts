import { expect, test } from 'vitest';
import { daysUntil, renderTrend } from './trend.js';

test('days are those of UTC, without gap, also over the ends of months, years and summer time', () => {
  expect(daysUntil(new Date('2026-03-01T00:00:00.000Z'), 3)).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
  ]);
  const year = daysUntil(new Date('2027-01-05T23:59:59.999Z'), 366);
  expect(year[0]).toBe('2026-01-05');
  expect(new Set(year).size).toBe(366);
  expect(year).toEqual([...year].sort());
});

test('days on which nothing happened are there, and what is of no day that was asked for is not', () => {
  const count = { severityLabel: 'HIGH', count: 2 };
  const rendered = renderTrend(
    ['2026-01-01', '2026-01-02'],
    [
      { ...count, day: '2026-01-02', event: 'created' },
      { ...count, day: '2026-01-02', event: 'created', severityLabel: null },
      { ...count, day: '2026-01-02', event: 'archived' },
      { ...count, day: '2026-01-03', event: 'resolved' },
    ],
    true,
  );
  const nothing = { Created: 0, Resolved: 0, Archived: 0 };
  expect(rendered[0]).toMatchObject({ Date: '2026-01-01', ...nothing });
  expect(rendered[1]).toMatchObject({ Date: '2026-01-02', Created: 4, Resolved: 0, Archived: 2 });
  expect(rendered[1]?.Groups?.find(({ Value }) => Value === 'HIGH')).toEqual({
    ...{ Value: 'HIGH', Created: 2, Resolved: 0, Archived: 2 },
  });
  expect(rendered[1]?.Groups?.find(({ Value }) => Value === 'LOW')).toEqual({ Value: 'LOW', ...nothing });
});
