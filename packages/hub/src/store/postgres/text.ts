/**
 * PostgreSQL's text cannot hold U+0000 nor half of a surrogate pair, which names and descriptions may. So that nothing is
 * refused or lost, such characters are written as a lead and digits, and so are the leads and digits themselves. Each lead
 * has the place in the order of characters that those have which it stands for, and digits stand nowhere else: encoded
 * texts compare, begin with and contain each other precisely as the texts do by themselves. All other texts, which are
 * practically all, stay what they are.
 */
const DIGITS = ['\u0002', '\u0003', '\u0004'];
/** For U+0000 to U+0004, two digits. */
const LOW = { lead: '\u0001', first: 0, digits: 2 };
/** For U+D800 to U+DFFF and, as the last of all, for the lead itself: seven digits. */
const HALVES = { lead: '\uE000', first: 0xd800, digits: 7 };
const OWN_NUMBER = DIGITS.length ** HALVES.digits - 1;

/** What may have to be written in another way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
const PERHAPS = /[\u0000-\u0004\ud800-\ue000]/;

/** A text as the database holds it. */
export function encodeText(text: string): string {
  if (!PERHAPS.test(text)) return text;
  let encoded = '';
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code > 4 && code < 0xd800) || code > 0xe000) continue;
    if (isPair(text, index)) {
      index += 1;
    } else {
      encoded += text.slice(start, index) + encodeUnit(code);
      start = index + 1;
    }
  }
  return start === 0 ? text : encoded + text.slice(start);
}

const isPair = (text: string, index: number): boolean => (text.codePointAt(index) ?? 0) > 0xffff;

function encodeUnit(code: number): string {
  const { lead, first, digits } = code <= 4 ? LOW : HALVES;
  const number = code === 0xe000 ? OWN_NUMBER : code - first;
  const places = Array.from({ length: digits }, (_, place) => DIGITS.length ** (digits - 1 - place));
  return lead + places.map((weight) => DIGITS[Math.floor(number / weight) % DIGITS.length]).join('');
}

/**
 * The reverse of `encodeText`.
 *
 * @throws Error if the text was not made by that
 */
export function decodeText(text: string): string {
  if (!text.includes(LOW.lead) && !text.includes(HALVES.lead)) return text;
  let decoded = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const code = character === LOW.lead ? LOW : character === HALVES.lead ? HALVES : undefined;
    if (code === undefined) {
      decoded += character;
    } else {
      decoded += decodeUnit(text.slice(index + 1, index + 1 + code.digits), code);
      index += code.digits;
    }
  }
  return decoded;
}

function decodeUnit(digits: string, code: typeof LOW): string {
  const values = Array.from(digits, (digit) => DIGITS.indexOf(digit));
  if (values.length !== code.digits || values.includes(-1)) {
    throw new Error('a text of the database is not encoded as texts are');
  }
  const number = values.reduce((sum, value) => sum * DIGITS.length + value, 0);
  return code === HALVES && number === OWN_NUMBER ? code.lead : String.fromCharCode(code.first + number);
}
