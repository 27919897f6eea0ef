/**
 * True if two JSON values say the same, whatever the order of members. The general comparison of the standard library
 * also knows dates, maps and cycles, and takes several times as long.
 */
export function jsonEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => jsonEqual(item, b[index]));
  }
  if (Array.isArray(b)) return false;
  const left = new Map(Object.entries(a));
  const right = Object.entries(b);
  return (
    left.size === right.length &&
    right.every(([name, value]) => left.has(name) && jsonEqual(left.get(name), value))
  );
}
