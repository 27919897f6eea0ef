import type { ValueCount } from './statistics.js';

/** The most frequent first, then by value in the order of UTF-8, as engines sort texts. */
export function mostFrequent(counts: ReadonlyMap<string, number>, limit: number): ValueCount[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((left, right) => right.count - left.count || byCodePoint(left.value, right.value))
    .slice(0, limit);
}

/** Whether a value begins with a text, letters of ASCII in either case. */
export const begins = (value: string, prefix: string): boolean =>
  lower(value.slice(0, prefix.length)) === lower(prefix);

const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function byCodePoint(left: string, right: string): number {
  const end = Math.min(left.length, right.length);
  for (let at = 0; at < end; at += 1) {
    const [one, other] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (one !== other) return place(one) - place(other);
  }
  return left.length - right.length;
}

/** Halves of pairs stand for characters beyond all others. */
const place = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
