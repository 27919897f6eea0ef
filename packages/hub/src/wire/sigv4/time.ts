import type { RawClaim } from './claim.js';
import { echo, incompleteSignature, invalidSignature } from './faults.js';

const MINUTE = 60;
/** How far a signer's clock may be off, in seconds. */
const SKEW = 5 * MINUTE;

const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const HTTP_DATE = /^(?:[A-Z][a-z]{2}, )\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|\+0000|-0000)$/;

/** Seconds since 1970 → `20240101T000000Z`. */
function basicTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** `20240101T000000Z` → seconds since 1970; undefined if it is no such instant. */
function parseBasic(text: string): number | undefined {
  const seconds = Date.parse(text.replace(BASIC, '$1-$2-$3T$4:$5:$6Z')) / 1000;
  // Rendering it again catches what the parser rolls over, such as 24:00:00.
  return BASIC.test(text) && Number.isInteger(seconds) && basicTime(seconds) === text ? seconds : undefined;
}

/**
 * The signing time of a `X-Amz-Date` or `Date` value in basic format; an HTTP date is understood in `Date`.
 * Throws IncompleteSignatureException if it is neither.
 */
export function signingTime(text: string): string {
  if (parseBasic(text) !== undefined) return text;
  const seconds = HTTP_DATE.test(text) ? Date.parse(text) / 1000 : Number.NaN;
  if (Number.isInteger(seconds)) return basicTime(seconds);
  throw incompleteSignature(
    `Date must be in ISO-8601 'basic format'. Got '${echo(text)}'. See http://en.wikipedia.org/wiki/ISO_8601`,
  );
}

const span = (seconds: number): string =>
  seconds % MINUTE === 0 ? `${seconds / MINUTE} min.` : `${seconds} sec.`;

/**
 * Throws InvalidSignatureException if a signature is more than five minutes old or ahead; a presigned one lives as
 * long as it says. `timestamp` is in basic format.
 */
export function checkTime(claim: Pick<RawClaim, 'expires'> & { timestamp: string }, now: Date): void {
  const signed = parseBasic(claim.timestamp);
  if (signed === undefined) throw incompleteSignature('The signing time is not an instant.');
  const current = Math.floor(now.getTime() / 1000);
  const life = claim.expires ?? SKEW;
  if (signed < current - life) {
    throw invalidSignature(
      `Signature expired: ${claim.timestamp} is now earlier than ${basicTime(current - life)} ` +
        `(${basicTime(current)} - ${span(life)})`,
    );
  }
  if (signed > current + SKEW) {
    throw invalidSignature(
      `Signature not yet current: ${claim.timestamp} is still later than ${basicTime(current + SKEW)} ` +
        `(${basicTime(current)} + ${span(SKEW)})`,
    );
  }
}
