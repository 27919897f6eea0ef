import type { ConditionContext } from '../access/caller.js';
import type { CustomerUpdate } from '../findings/customer-update.js';

const PREFIX = 'securityhub:ASFFSyntaxPath/';

/**
 * The condition keys by which policies deny a field, or a value of it, to those who update findings:
 * `securityhub:ASFFSyntaxPath/Workflow.Status` and the like, as the service's documentation describes them. A field
 * that holds others has a key of its own, without values, so that a policy can deny `Workflow` as a whole.
 */
export function syntaxPaths(update: CustomerUpdate): ConditionContext {
  const keys = new Map<string, string[]>();
  for (const [field, value] of Object.entries(update)) collect(`${PREFIX}${field}`, value, keys);
  return keys;
}

function collect(path: string, value: unknown, keys: Map<string, string[]>): void {
  if (value === undefined || value === null) return;
  const values = keys.get(path) ?? [];
  keys.set(path, values);
  if (Array.isArray(value)) {
    for (const item of value) collect(path, item, keys);
  } else if (typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) collect(`${path}.${name}`, item, keys);
  } else {
    values.push(String(value));
  }
}
