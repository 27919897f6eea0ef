import type { Condition, FindingKey, PromotedAttributes, StringAttribute, StringMatch } from '../findings.js';

/** A finding as far as conditions can see it. */
export interface Held {
  key: FindingKey;
  attributes: PromotedAttributes;
}

/**
 * Whether a condition selects a finding, by the rules of filters: positive comparisons are ORed, negative ones ANDed, a
 * missing attribute satisfies no positive and violates no negative one, and a list without anything asks for nothing.
 */
export function selects(condition: Condition, { key, attributes }: Held): boolean {
  if (condition.kind === 'time') {
    const at = attributes.updatedAt;
    return (
      condition.anyOf.length === 0 ||
      condition.anyOf.some(
        ({ from, to }) => (from === undefined || at >= from) && (to === undefined || at <= to),
      )
    );
  }
  const value = textOf(condition.attribute, key, attributes);
  const positive = condition.anyOf.length === 0 || condition.anyOf.some((match) => agrees(match, value));
  return positive && condition.noneOf.every((match) => value === null || agrees(match, value));
}

function textOf(attribute: StringAttribute, key: FindingKey, attributes: PromotedAttributes): string | null {
  const all: Record<StringAttribute, string | null> = { ...key, ...attributes };
  return all[attribute];
}

function agrees({ comparison, value }: StringMatch, actual: string | null): boolean {
  if (actual === null) return false;
  switch (comparison) {
    case 'EQUALS':
      return actual === value;
    case 'NOT_EQUALS':
      return actual !== value;
    case 'PREFIX':
      return actual.startsWith(value);
    case 'PREFIX_NOT_EQUALS':
      return !actual.startsWith(value);
  }
}
