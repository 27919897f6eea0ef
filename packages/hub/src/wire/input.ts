import type { BoundMember, OperationBinding } from './generated/operations.js';
import type { Route } from './router.js';

/**
 * Puts an operation's input together from path, query and body, by the bindings of the model. Nothing is checked yet;
 * members of the query that the model types as numbers or booleans are read as such where they are ones.
 */
export function assembleInput(
  binding: OperationBinding,
  labels: Route['labels'],
  query: URLSearchParams,
  body: Record<string, unknown>,
): Record<string, unknown> {
  const bound = new Map<string, unknown>();
  for (const { member, name } of binding.labels) bound.set(member, labels[name]);
  for (const { member, name, type } of binding.query) {
    const values = query.getAll(name);
    if (values.length > 0) bound.set(member, type === 'strings' ? values : scalar(values[0] ?? '', type));
  }
  return { ...body, ...Object.fromEntries(bound) };
}

function scalar(text: string, type: Exclude<BoundMember['type'], 'strings'>): unknown {
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
