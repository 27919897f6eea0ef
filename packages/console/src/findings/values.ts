import type { Finding } from '../api/findings.js';
import type { Attribute } from '../filter/attributes.js';
import { at, isMembers, listOf } from '../json.js';

/** What a finding has of an attribute, in its order; of a list all items. */
export function valuesOf(finding: Finding, { path }: Pick<Attribute, 'path'>): unknown[] {
  let values: unknown[] = [finding];
  for (const step of path.split('.')) {
    const member = step.replace('[]', '');
    const next = values.map((value) => at(value, member));
    values = step.endsWith('[]') ? next.flatMap((value) => listOf(value)) : next;
  }
  return values.filter((value) => value !== undefined && value !== null);
}

/** A value as one text: what is no text, number or boolean as JSON. */
export function plainText(value: unknown): string {
  if (isMembers(value)) {
    return Object.entries(value)
      .map(([key, member]) => `${key}: ${plainText(member)}`)
      .join(', ');
  }
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
