import { readFileSync } from 'node:fs';
import type { AwsSecurityFinding } from './generated/types.js';
import { MAX_STRING_LENGTH } from './limits.js';
import { compileSchema, type Validate } from './schema/compile.js';
import { hasStringOver, isTooDeep } from './schema/free-form.js';
import { isObject, type JsonSchema } from './schema/json-schema.js';
import { renderViolations, type Violation } from './schema/violation.js';
import { isTooLarge } from './size.js';

export interface FindingOptions {
  /** Members that the format does not know: refused (the default) as the service does, or kept. */
  readonly unknownMembers?: 'refuse' | 'keep';
  /** The UTF-8 length of the finding's compact JSON, if the caller knows it: then it is not measured again. */
  readonly bytes?: number;
}

export type FindingVerdict =
  | { readonly ok: true; readonly finding: AwsSecurityFinding }
  | {
      readonly ok: false;
      /** Empty if the finding, or one string in it, is too large. */
      readonly violations: readonly Violation[];
      /** The whole answer, in the service's words. */
      readonly message: string;
    };

const STRING_TOO_LARGE = 'The maximum size of an individual field should be less than 32768';
const FINDING_TOO_LARGE = 'Finding size exceeded 240 KB';

/**
 * Holds a JSON value to the finding format. It is not changed; the verdict's finding is the value itself.
 * A string that is too large is the only thing that the service says of a finding; its size comes last.
 */
export function validateFinding(value: unknown, options: FindingOptions = {}): FindingVerdict {
  const violations = validator(options.unknownMembers ?? 'refuse')(value);
  if (violations.length > 0) {
    if (hasStringOver(value, MAX_STRING_LENGTH)) return refused([], STRING_TOO_LARGE);
    const message = `Finding does not adhere to Amazon Finding Format. ${renderViolations(violations)}.`;
    return refused(violations, message);
  }
  if (isObject(value) && isTooLarge(value, options.bytes)) return refused([], FINDING_TOO_LARGE);
  // The schema is generated from the same model as the type: what passes it is of the type.
  return { ok: true, finding: value as AwsSecurityFinding };
}

const refused = (violations: readonly Violation[], message: string): FindingVerdict => ({
  ok: false,
  violations,
  message,
});

/** Values that the format says nothing about still hold no string that is too large, and end somewhere. */
const freeForm = (value: unknown): boolean => !isTooDeep(value) && !hasStringOver(value, MAX_STRING_LENGTH);

const validators = new Map<'refuse' | 'keep', Validate>();

function validator(unknownMembers: 'refuse' | 'keep'): Validate {
  let validate = validators.get(unknownMembers);
  if (validate === undefined) {
    validate = compileSchema(findingSchema(), { unknownMembers, freeForm });
    validators.set(unknownMembers, validate);
  }
  return validate;
}

/** The JSON Schema of a finding, read from the package's own file. */
export function findingSchema(): JsonSchema {
  // Generated into this dialect; compileSchema refuses keywords that it does not know.
  const schema: JsonSchema = JSON.parse(
    readFileSync(new URL('../asff.schema.json', import.meta.url), 'utf8'),
  );
  return schema;
}
