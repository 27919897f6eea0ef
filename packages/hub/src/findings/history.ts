import type { AwsSecurityFinding } from '@docket/asff';
import { jsonEqual } from './json-equal.js';

/** One changed attribute of a finding: values are text, as GetFindingHistory answers them. */
export interface AttributeChange {
  field: string;
  old?: string;
  new?: string;
}

/** History leaves top-level timestamps out, as the service does: they change with every import. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'CreatedAt',
  'UpdatedAt',
  'FirstObservedAt',
  'LastObservedAt',
  'ProcessedAt',
]);

/** The top-level attributes in which two versions of a finding differ, in the order of the newer version. */
export function changes(before: AwsSecurityFinding, after: AwsSecurityFinding): AttributeChange[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const found: AttributeChange[] = [];
  for (const [field, value] of Object.entries(after)) {
    const previous = old.get(field);
    old.delete(field);
    if (!LEFT_OUT.has(field) && !jsonEqual(previous, value)) found.push(change(field, previous, value));
  }
  for (const [field, value] of old) {
    if (!LEFT_OUT.has(field)) found.push(change(field, value, undefined));
  }
  return found;
}

function change(field: string, before: unknown, after: unknown): AttributeChange {
  return {
    field,
    ...(before !== undefined && { old: asText(before) }),
    ...(after !== undefined && { new: asText(after) }),
  };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
