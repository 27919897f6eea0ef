const FIRST_MS = 5_000;
const LONGEST_MS = 60 * 60_000;
/** With these waits, some seven hours from the first attempt to the last. */
export const MAX_ATTEMPTS = 16;

/**
 * How long to wait before the next attempt: twice as long each time.
 *
 * @param attempts how many there were
 * @param random from 0 to 1, so that what failed together is not tried again all at once
 */
export const waitAfter = (attempts: number, random: number): number =>
  Math.min(FIRST_MS * 2 ** (attempts - 1), LONGEST_MS) * (0.75 + random / 2);
