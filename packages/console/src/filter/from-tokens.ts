import { isMembers, type Members, textOf, textsOf } from '../json.js';
import { attributeNamed } from './attributes.js';
import { BOUNDS, COMPARISONS, equals, type Filters } from './filters.js';
import type { Shown, Token } from './tokens.js';

/** What the filter box shows, as filters. A token that says nothing (an empty list, no number) is left out. */
export function toFilters({ tokens, rest }: Shown): Filters {
  const filters = new Map<string, Members[]>();
  for (const token of tokens) {
    const name = token.propertyKey ?? 'Keyword';
    const before = filters.get(name) ?? [];
    filters.set(name, conditionsWith(before, name, token));
  }
  for (const [name, conditions] of Object.entries(rest)) {
    filters.set(name, [...(filters.get(name) ?? []), ...conditions]);
  }
  return Object.fromEntries([...filters].filter(([, conditions]) => conditions.length > 0));
}

function conditionsWith(before: readonly Members[], name: string, { operator, value }: Token): Members[] {
  const text = textOf(value) ?? '';
  const attribute = attributeNamed(name);
  switch (name === 'Keyword' ? 'keyword' : attribute?.kind) {
    case 'keyword':
      return [...before, { Value: text }];
    case 'date':
      return isMembers(value) ? [...before, value] : [...before];
    case 'ip':
      return [...before, { Cidr: text }];
    case 'boolean':
      return [...before, { Value: text === 'true' }];
    case 'map':
      return isMembers(value)
        ? [...before, { ...value, Comparison: COMPARISONS.get(operator) }]
        : [...before];
    case 'number':
      return withBound(before, BOUNDS.get(operator), text);
    default: {
      const Comparison = COMPARISONS.get(operator);
      const values = Array.isArray(value) ? textsOf(value) : [text];
      return Comparison === 'EQUALS'
        ? [...before, ...equals(...values)]
        : [...before, ...values.map((Value) => ({ Value, Comparison }))];
    }
  }
}

/** Bounds of a number hold together; numbers to be equal to are each a condition of its own. */
function withBound(before: readonly Members[], bound: string | undefined, text: string): Members[] {
  const number = Number(text);
  if (bound === undefined || text.trim() === '' || !Number.isFinite(number)) return [...before];
  if (bound === 'Eq') return [...before, { Eq: number }];
  const bounds = before.find(({ Eq }) => Eq === undefined) ?? {};
  return [...before.filter((condition) => condition !== bounds), { ...bounds, [bound]: number }];
}
