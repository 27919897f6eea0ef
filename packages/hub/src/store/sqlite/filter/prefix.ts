const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const LAST_CODE_POINT = 0x10ffff;

/**
 * The least text that is greater than every text with the prefix, in the order of code points, which is the order of
 * UTF-8 bytes and so the engines'. Undefined if there is none.
 */
export function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last < LAST_CODE_POINT) {
      const next = last + 1 >= FIRST_SURROGATE && last + 1 <= LAST_SURROGATE ? LAST_SURROGATE + 1 : last + 1;
      return String.fromCodePoint(...points, next);
    }
  }
  return undefined;
}
