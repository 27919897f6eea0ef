import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitMembers } from './split-members.js';

it('takes any object apart and loses nothing', () => {
  const unit = fc.constantFrom(
    'a',
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\ud800',
    'é',
    '\n',
    '__proto__',
  );
  const value = fc.jsonValue({ maxDepth: 4, stringUnit: unit });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit, maxLength: 4 }), value)), (entries) => {
      const object = Object.fromEntries(entries);
      const split = [...splitMembers(JSON.stringify(object))];
      expect(split).toEqual(Object.entries(object).map(([name, member]) => [name, JSON.stringify(member)]));
    }),
    { numRuns: 2000 },
  );
});
