import type { ShapeLimit } from './limit.js';

/** Rules between members of one structure. */
export const SHAPE_LIMITS: Readonly<Record<string, ShapeLimit>> = {
  AwsSecurityFinding: {
    // The service reports only the first alternative: providers are to use FindingProviderFields.
    anyOf: [{ required: ['FindingProviderFields'] }, { required: ['Severity', 'Types'], silent: true }],
  },
  Severity: { anyOf: [{ required: ['Label'] }, { required: ['Normalized'] }] },
  Recommendation: { anyOf: [{ required: ['Text'] }, { required: ['Url'] }] },
  // The service sets the time of a note.
  Note: { optional: ['UpdatedAt'] },
};
