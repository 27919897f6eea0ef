import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyOf } from './copy.js';

const names = fc.constantFrom('a', 'b', '0', '__proto__', 'constructor', 'aws/securityhub/FindingId');

test('a copy has the same members in the same order, whatever they are called', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(names, fc.jsonValue()), { maxLength: 5 }), (members) => {
      const text = `{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
      const object: object = JSON.parse(text);
      const before = JSON.stringify(object);
      const copy = copyOf(object);
      expect(JSON.stringify(copy)).toBe(before);
      expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
      Object.assign(copy, { a: 'another' });
      expect(JSON.stringify(object)).toBe(before);
    }),
  );
});
