import type { Leaf } from '../findings/filter/tree.js';

/** What most findings have: few have any other value of these attributes. */
export const COMMON_VALUES = { WorkflowStatus: ['NEW'], ComplianceStatus: ['PASSED', 'FAILED'] } as const;

/** Whether a leaf asks for nothing but values that few findings have, so that an index leads to them quicker than an order does. */
export function isRare(leaf: Leaf): boolean {
  if (leaf.kind !== 'string' || leaf.comparison !== 'EQUALS') return false;
  const { attribute, values } = leaf;
  if (attribute !== 'WorkflowStatus' && attribute !== 'ComplianceStatus') return false;
  return !COMMON_VALUES[attribute].some((value) => values.includes(value));
}
