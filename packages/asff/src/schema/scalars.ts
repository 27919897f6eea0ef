import { isLongerThan, isShorterThan } from './characters.js';
import { isFiniteNumber, type JsonSchema } from './json-schema.js';
import type { Report } from './report.js';
import type { Place } from './violation.js';

/** Reports what is wrong with a value that should be a string. A wrong type is not one of the allowed values either. */
export function stringViolations(schema: JsonSchema, value: unknown, place: Place, report: Report): void {
  if (typeof value !== 'string') report.wrongType('string', place);
  else {
    const { minLength, maxLength, pattern } = schema;
    if (maxLength !== undefined && isLongerThan(value, maxLength)) report.tooLong(value, maxLength, place);
    if (minLength !== undefined && isShorterThan(value, minLength)) report.tooShort(value, minLength, place);
    if (pattern !== undefined && !new RegExp(pattern).test(value)) {
      const quoted = schema['x-quoted-pattern'] ?? pattern;
      report.add(place, 'pattern', `should match pattern "${quoted}"`, quoted);
    }
  }
  const allowed: readonly unknown[] | undefined = schema.enum;
  if (allowed !== undefined && !allowed.includes(value)) {
    report.add(place, 'enum', 'should be equal to one of the allowed values');
  }
}

/** Reports what is wrong with a value that should be a number. A fraction is held to an integer's range, too. */
export function numberViolations(schema: JsonSchema, value: unknown, place: Place, report: Report): void {
  const integer = schema.type === 'integer';
  if (!isFiniteNumber(value) || (integer && !Number.isInteger(value))) {
    report.wrongType(integer ? 'integer' : 'number', place);
  }
  if (typeof value !== 'number') return;
  const { minimum, maximum } = schema;
  if (maximum !== undefined && !(value <= maximum)) {
    report.add(place, 'maximum', `should be <= ${maximum}`, maximum, value);
  }
  if (minimum !== undefined && !(value >= minimum)) {
    report.add(place, 'minimum', `should be >= ${minimum}`, minimum, value);
  }
}
