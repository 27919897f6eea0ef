import { isLongerThan } from './characters.js';

/** How deep a value of unknown shape may be nested: far more than any provider needs, far less than the stack. */
export const MAX_DEPTH = 64;

/** True if any string in the value, at any depth, has more characters than that. Keys are not counted. */
export function hasStringOver(value: unknown, maxLength: number): boolean {
  for (const { item } of walk(value))
    if (typeof item === 'string' && isLongerThan(item, maxLength)) return true;
  return false;
}

/** True if the value is nested deeper than `MAX_DEPTH`. */
export function isTooDeep(value: unknown): boolean {
  for (const { depth } of walk(value)) if (depth > MAX_DEPTH) return true;
  return false;
}

/**
 * Every value inside of a JSON value, the whole first with depth 0. It keeps a list of the open containers instead of
 * recursing, so that no depth overflows the stack and no breadth fills the memory.
 */
function* walk(value: unknown): Generator<{ item: unknown; depth: number }> {
  const open: { items: readonly unknown[]; next: number }[] = [{ items: [value], next: 0 }];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    if (level.next === level.items.length) {
      open.pop();
      continue;
    }
    const item = level.items[level.next++];
    yield { item, depth: open.length - 1 };
    if (typeof item !== 'object' || item === null) continue;
    open.push({ items: Array.isArray(item) ? item : Object.values(item), next: 0 });
  }
}
