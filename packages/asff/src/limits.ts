import { RESOURCE_LIMITS } from './limits/details.js';
import { FINDING_LIMITS } from './limits/finding.js';
import type { LimitTable } from './limits/limit.js';
import { TIMESTAMP_LIMITS } from './limits/timestamps.js';

export type { Limit, LimitTable, ShapeLimit } from './limits/limit.js';
export { SHAPE_LIMITS } from './limits/shapes.js';
export { QUOTED_TIMESTAMP_PATTERN, TIMESTAMP_PATTERN } from './limits/timestamps.js';

/** Every documented limit of a finding, by `Shape.Member`. */
export const LIMITS: LimitTable = { ...TIMESTAMP_LIMITS, ...RESOURCE_LIMITS, ...FINDING_LIMITS };

/** Any string of a finding, in characters: the service wants it below 32,768. */
export const MAX_STRING_LENGTH = 32_767;

/** A finding, in bytes of its compact JSON: 240 KB. */
export const MAX_FINDING_BYTES = 245_760;
