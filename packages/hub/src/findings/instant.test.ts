import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from './instant.js';

describe('toInstant', () => {
  it.each([
    ['2020-06-02T16:05:54.832Z', '2020-06-02T16:05:54.832000000Z'],
    ['2020-06-02t16:05:54z', '2020-06-02T16:05:54.000000000Z'],
    ['2021-08-25T12:20:30.000000005Z', '2021-08-25T12:20:30.000000005Z'],
    ['2020-06-02T16:05:54+02:00', '2020-06-02T14:05:54.000000000Z'],
    ['2020-06-02T16:05:54-0530', '2020-06-02T21:35:54.000000000Z'],
    ['2020-06-02T16:05:54+02', '2020-06-02T14:05:54.000000000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000000000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000000000Z'],
    ['2020-02-30T00:00:00Z', '2020-03-01T00:00:00.000000000Z'],
    ['2020-06-02T16:05:54.1234567899Z', '2020-06-02T16:05:54.123456789Z'],
    ['9999-12-31T23:59:59-05:00', '9999-12-31T23:59:59.999999999Z'],
    ['0000-01-01T00:00:00+05:00', '0000-01-01T00:00:00.000000000Z'],
  ])('reads %s', (text, instant) => {
    expect(toInstant(text)).toBe(instant);
  });

  it.each(['2020-06-02', '2020-06-02 16:05:54Z', 'yesterday', '', 'x2020-06-02T16:05:54Z'])(
    'refuses %j',
    (text) => {
      expect(toInstant(text)).toBeUndefined();
    },
  );

  it('orders text as time', () => {
    const time = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, (a, b) => {
        const [first = '', second = ''] = [toInstant(a.toISOString()), toInstant(b.toISOString())];
        expect(first < second).toBe(a < b);
      }),
    );
  });
});
