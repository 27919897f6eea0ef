/**
 * Canonical instants (`findings/instant.ts`) without the zeros at their end, which nearly all of them have many of: every
 * finding has four, and indexes hold them too. Shortened instants are in the same order.
 */
const CANONICAL = /^.{19}\.\d{9}Z$/;
const NO_DECIMALS = '.000000000Z';
const SECONDS = 19;

/** Anything else stays what it is. */
export function shortInstant(instant: string): string {
  if (!CANONICAL.test(instant)) return instant;
  let end = instant.length - 1;
  while (instant[end - 1] === '0' && end > SECONDS) end -= 1;
  return instant.slice(0, instant[end - 1] === '.' ? end - 1 : end);
}

/** The reverse of `shortInstant`. */
export const longInstant = (short: string): string =>
  short.length < SECONDS || short.endsWith('Z') ? short : short + NO_DECIMALS.slice(short.length - SECONDS);
