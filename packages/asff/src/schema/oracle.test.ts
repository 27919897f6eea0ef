import Ajv from 'ajv6';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { findingSchema } from '../finding.js';
import { drawValid } from '../testing/generate.js';
import { drawMutation } from '../testing/mutate.js';
import { Random } from '../testing/random.js';
import { compileSchema, type Validate } from './compile.js';
import type { JsonSchema } from './json-schema.js';
import { MAX_VIOLATIONS } from './report.js';
import { renderViolations } from './violation.js';

/**
 * The finding schema without our three deviations from Ajv 6, which have tests of their own: the alternative that is
 * not reported, the pattern that is not the quoted one, and the keys that are exempt.
 */
function plainSchema(): JsonSchema {
  const text = JSON.stringify(findingSchema(), (key, value) => {
    if (key === 'x-silent' || key === 'x-exempt-prefix' || key === 'x-quoted-pattern') return undefined;
    return value?.['x-quoted-pattern'] === undefined
      ? value
      : { ...value, pattern: value['x-quoted-pattern'] };
  });
  return JSON.parse(text);
}

describe('Ajv 6 as an independent judge of the finding schema', () => {
  const schema = plainSchema();
  let ours: Validate;
  let theirs: (value: unknown) => string;

  beforeAll(() => {
    ours = compileSchema(schema);
    const ajv = new Ajv({ allErrors: true, jsonPointers: false, strictNumbers: true });
    const validate = ajv.compile(schema);
    theirs = (value) => (validate(value) ? '' : ajv.errorsText(validate.errors, { dataVar: 'data' }));
  });

  const agree = (value: unknown): string => {
    const expected = theirs(value);
    const violations = ours(value);
    const text = renderViolations(violations);
    // Ajv has no end; ours reports the first thousand.
    if (violations.length < MAX_VIOLATIONS) expect(text).toBe(expected);
    else expect(expected.startsWith(text)).toBe(true);
    return expected;
  };

  test('both accept what is drawn from the schema', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(agree(drawValid(schema, schema, new Random(seed)))).toBe('');
      }),
      { numRuns: 200 },
    );
  });

  test('both say the same of a finding with something wrong in it', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 4 }), (seed, times) => {
        const random = new Random(seed);
        let value = drawValid(schema, schema, random);
        for (let i = 0; i < times; i++) value = drawMutation(value, random);
        if (agree(value) !== '') refused++;
      }),
      { numRuns: 1500 },
    );
    expect(refused).toBeGreaterThan(500);
  });

  test('both say the same of values that are no findings', () => {
    for (const value of [null, 0, 'x', [], {}, JSON.parse('{"__proto__":1,"constructor":{},"Id":{"a":1}}')]) {
      expect(agree(value)).not.toBe('');
    }
  });
});
