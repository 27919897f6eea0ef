import type { PromotedAttributes } from '../findings.js';

/** The promoted attributes of a finding that has next to none. */
export const attributes = (changes: Partial<PromotedAttributes> = {}): PromotedAttributes => ({
  check: { productName: null, companyName: null, generatorId: null, title: null, types: [] },
  severityLabel: null,
  severityNormalized: null,
  recordState: null,
  workflowStatus: null,
  complianceStatus: null,
  verificationState: null,
  confidence: null,
  criticality: null,
  updatedAt: '2026-01-01T00:00:00.000000000Z',
  createdAt: null,
  firstObservedAt: null,
  lastObservedAt: null,
  resourceTypes: [],
  resourceIds: [],
  description: '',
  facets: [],
  ...changes,
});
