/**
 * Canonical instants (`findings/instant.ts`) without the zeros at their end, which nearly all of them have many of: every
 * finding has four, and indexes hold them too. Shortened instants are in the same order.
 */
const CANONICAL = /^.{19}\.\d{9}Z$/;
const NO_DECIMALS = '.000000000Z';
const SECONDS = 19;

/** Anything else stays what it is. */
export const shortInstant = (instant: string): string =>
  CANONICAL.test(instant) ? instant.replace(/\.?0*Z$/, '') : instant;

/** The reverse of `shortInstant`. */
export const longInstant = (short: string): string =>
  short.length < SECONDS || short.endsWith('Z') ? short : short + NO_DECIMALS.slice(short.length - SECONDS);
