import { isLongerThan } from './characters.js';

/** How deep a value of unknown shape may be nested: far more than any provider needs, far less than the stack. */
export const MAX_DEPTH = 64;

/** True if any string in the value, at any depth, has more characters than that. Keys are not counted. */
export const hasStringOver = (value: unknown, maxLength: number): boolean =>
  some(value, (item) => typeof item === 'string' && isLongerThan(item, maxLength));

/** True if the value is nested deeper than `MAX_DEPTH`. */
export const isTooDeep = (value: unknown): boolean => some(value, (_item, depth) => depth > MAX_DEPTH);

/**
 * True if the test is true of any value inside of a JSON value; the whole comes first, with depth 0. It keeps a list of
 * the open containers instead of recursing, so that no depth overflows the stack and no breadth fills the memory.
 */
function some(value: unknown, test: (item: unknown, depth: number) => boolean): boolean {
  if (test(value, 0)) return true;
  const open: Level[] = [];
  let level = levelOf(value);
  while (level !== undefined) {
    if (level.next === level.items.length) {
      level = open.pop();
      continue;
    }
    const item = level.items[level.next++];
    if (test(item, open.length + 1)) return true;
    const inner = levelOf(item);
    if (inner === undefined) continue;
    open.push(level);
    level = inner;
  }
  return false;
}

interface Level {
  readonly items: readonly unknown[];
  next: number;
}

/** The values inside of a container; undefined if it is none or has none. */
function levelOf(value: unknown): Level | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return items.length === 0 ? undefined : { items, next: 0 };
}
