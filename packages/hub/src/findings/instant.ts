const TIMESTAMP =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)$/;

/** Already in UTC and on the calendar, as most are: nothing to compute. */
const PLAIN =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;
const NO_DECIMALS = '.000000000';

const EARLIEST = '0000-01-01T00:00:00.000000000Z';
const LATEST = '9999-12-31T23:59:59.999999999Z';

/**
 * The instant of a timestamp as canonical text in UTC with nine decimals (`2020-06-02T16:05:54.832000000Z`), so
 * that comparing text compares time, in JavaScript and in every engine. A timestamp itself is stored as sent.
 *
 * Fields beyond the calendar roll over (the format is checked by pattern, which lets month 13 through), and
 * instants outside the years 0 to 9999 are held at that range's ends.
 *
 * @param text a timestamp that the finding format accepts
 * @returns undefined for any other text
 */
export function toInstant(text: string): string | undefined {
  if (PLAIN.test(text)) {
    const decimals = text.slice(19, -1);
    return `${text.slice(0, 19)}${decimals}${NO_DECIMALS.slice(decimals.length)}Z`;
  }
  const match = TIMESTAMP.exec(text);
  if (match === null) return undefined;
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second,
    decimals = '',
    sign,
    offsetHours = '0',
    offsetMinutes = '0',
  ] = match;
  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const direction = sign === '-' ? 1 : -1;
  date.setUTCHours(
    Number(hour) + direction * Number(offsetHours),
    Number(minute) + direction * Number(offsetMinutes),
    Number(second),
  );
  if (date.getUTCFullYear() < 0) return EARLIEST;
  if (date.getUTCFullYear() > 9999) return LATEST;
  return `${date.toISOString().slice(0, 19)}.${decimals.slice(0, 9).padEnd(9, '0')}Z`;
}
