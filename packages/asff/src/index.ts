export {
  type FindingOptions,
  type FindingVerdict,
  findingSchema,
  validateFinding,
} from './finding.js';
export * from './generated/types.js';
export {
  LIMITS,
  type Limit,
  type LimitTable,
  MAX_FINDING_BYTES,
  MAX_STRING_LENGTH,
  QUOTED_TIMESTAMP_PATTERN,
  SHAPE_LIMITS,
  type ShapeLimit,
  TIMESTAMP_PATTERN,
} from './limits.js';
export { type CompileOptions, compileSchema, type Validate } from './schema/compile.js';
export type { Alternative, Definitions, JsonSchema } from './schema/json-schema.js';
export { type Keyword, renderViolation, renderViolations, type Violation } from './schema/violation.js';
export { findingSize } from './size.js';
