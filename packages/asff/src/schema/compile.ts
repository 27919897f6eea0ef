import { Checks } from './check.js';
import { collectViolations } from './collect.js';
import type { Definitions, JsonSchema } from './json-schema.js';
import type { Violation } from './violation.js';

export interface CompileOptions {
  /** What `#/definitions/…` means; by default the schema's own definitions. */
  readonly definitions?: Definitions;
  /** Members that a closed structure does not know: refused (the default), or kept as long as they pass `freeForm`. */
  readonly unknownMembers?: 'refuse' | 'keep';
  /** What values that the schema says nothing about are held to; by default nothing. */
  readonly freeForm?: (value: unknown) => boolean;
}

/** Everything that is wrong with a value, in a stable order; an empty list if nothing is. */
export type Validate = (value: unknown) => Violation[];

/**
 * Makes a validator of a schema. Definitions are compiled when a value first meets them. A right value is only checked;
 * violations are collected in a second pass over a wrong one.
 *
 * Throws if the schema uses a keyword that is not supported (for a definition: when it is first met).
 */
export function compileSchema(schema: JsonSchema, options: CompileOptions = {}): Validate {
  const all = {
    definitions: options.definitions ?? schema.definitions ?? {},
    keepUnknown: options.unknownMembers === 'keep',
    freeForm: options.freeForm ?? (() => true),
  };
  const checks = new Checks(all);
  const check = checks.compile(schema);
  return (value) => (check(value) ? [] : collectViolations(schema, value, checks));
}
