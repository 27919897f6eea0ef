import { describe, expect, test } from 'vitest';
import {
  entriesFrom,
  linesOf,
  noteFrom,
  percentFrom,
  typesFrom,
  unshownMembers,
  withMember,
} from './update-fields.js';

describe('what a rule changes', () => {
  test('takes members in and out', () => {
    expect(withMember({ A: 1 }, 'B', 2)).toEqual({ A: 1, B: 2 });
    expect(withMember({ A: 1, B: 2 }, 'B', undefined)).toEqual({ A: 1 });
  });

  test('has fields by lines', () => {
    expect(entriesFrom('team = payments\nno sign\n =x\nurl=a=b\n')).toEqual({ team: 'payments', url: 'a=b' });
    expect(entriesFrom('\n')).toBeUndefined();
    expect(linesOf({ team: 'payments', url: 'a=b' })).toBe('team=payments\nurl=a=b');
  });

  test('takes a strange name of a field for a name', () => {
    expect(Object.entries(entriesFrom('__proto__=x') ?? {})).toEqual([['__proto__', 'x']]);
  });

  test('has types by lines', () => {
    expect(typesFrom(' a/b \n\nc')).toEqual(['a/b', 'c']);
    expect(typesFrom(' \n')).toBeUndefined();
  });

  test.each([
    ['0', 0],
    ['100', 100],
    ['101', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['', undefined],
    ['x', undefined],
  ])('%j as a percentage is %s', (text, expected) => {
    expect(percentFrom(text)).toBe(expected);
  });

  test('has a note with an author, or none', () => {
    expect(noteFrom({}, { Text: 'x' }, 'me')).toEqual({ Text: 'x', UpdatedBy: 'me' });
    expect(noteFrom({ Note: { Text: 'x', UpdatedBy: 'you' } }, { Text: '' }, 'me')).toBeUndefined();
  });

  test('names what the form has no field for', () => {
    const update = { Severity: { Label: 'HIGH', Product: 3 }, RelatedFindings: [], Confidence: 1 };
    expect(unshownMembers(update)).toEqual(['Severity', 'RelatedFindings']);
  });
});
