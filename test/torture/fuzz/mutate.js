import { HOSTILE_KEYS, HOSTILE_VALUES } from './hostile.js';

/** @typedef {import('../../support/random.js').Random} Random */

/**
 * A document's JSON text with some places made hostile: a value of another kind, a hostile member, a member or element
 * gone, twice, or many times.
 *
 * @param {Random} random
 * @param {unknown} document
 * @param {number} changes
 */
export function mutate(random, document, changes) {
  const tree = structuredClone(document);
  /** @type {Map<string, string>} */
  const raw = new Map();
  const hostile = () => {
    const mark = `raw-${random.hex(16)}`;
    raw.set(mark, random.pick(HOSTILE_VALUES));
    return mark;
  };
  for (let change = 0; change < changes; change++) mutateOnce(random, tree, hostile);
  let text = JSON.stringify(tree);
  for (const [mark, value] of raw) text = text.replaceAll(`"${mark}"`, () => value);
  return text;
}

/**
 * @param {Random} random
 * @param {unknown} tree
 * @param {() => string} hostile
 */
function mutateOnce(random, tree, hostile) {
  const place = random.pick(containers(tree));
  if (Array.isArray(place)) {
    const at = random.integer(0, Math.max(0, place.length - 1));
    const kind = random.integer(0, 3);
    if (kind === 0) place[at] = hostile();
    else if (kind === 1) place.splice(at, 1);
    else if (kind === 2) place.push(hostile());
    else place.push(...Array.from({ length: random.integer(1, 120) }, () => place[at]));
    return;
  }
  const keys = Object.keys(place);
  const key = keys.length === 0 ? undefined : random.pick(keys);
  const kind = random.integer(0, 4);
  if (kind <= 1 && key !== undefined) define(place, key, hostile());
  else if (kind === 2 && key !== undefined) delete place[key];
  else if (kind === 3 && key !== undefined) define(place, `${key}x`, place[key]);
  else define(place, random.pick(HOSTILE_KEYS), hostile());
}

/**
 * @param {Record<string, unknown>} place
 * @param {string} key may be `__proto__`
 * @param {unknown} value
 */
function define(place, key, value) {
  Object.defineProperty(place, key, { value, enumerable: true, configurable: true, writable: true });
}

/**
 * @param {unknown} node
 * @returns {(unknown[] | Record<string, unknown>)[]} every list and object in it
 */
function containers(node) {
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(containers);
  return Array.isArray(node) ? [node, ...inner] : [Object.assign(node), ...inner];
}

/**
 * JSON text made into something that is not JSON any more, or only just.
 *
 * @param {Random} random
 * @param {string} text
 * @returns {Buffer}
 */
export function breakText(random, text) {
  const bytes = Buffer.from(text);
  const at = random.integer(0, Math.max(0, bytes.length - 1));
  const half = Math.floor(bytes.length / 2);
  const insert = (/** @type {Buffer} */ piece) =>
    Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
  switch (random.integer(0, 13)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return insert(Buffer.from([random.integer(0, 255)]));
    case 2:
      bytes[at] = random.integer(0, 255);
      return bytes;
    case 3:
      return Buffer.concat([bytes, bytes]);
    case 4:
      return Buffer.from(text.replaceAll('"', "'"));
    case 5:
      return Buffer.concat([Buffer.from('\ufeff'), bytes]);
    case 6:
      return Buffer.from(text, 'utf16le');
    case 7:
      return insert(Buffer.from('/* comment */'));
    case 8:
      return insert(Buffer.from(random.pick(['NaN', 'Infinity', 'undefined', '+1', '01', '.5', '0x10'])));
    case 9:
      return insert(random.pick(BROKEN_UTF8));
    case 10:
      return Buffer.concat([
        bytes.subarray(0, half),
        Buffer.alloc(random.integer(1, 64)),
        bytes.subarray(half),
      ]);
    case 11:
      return Buffer.from(
        random.pick(['', ' ', 'null', 'true', '0', '"text"', '[]', '[1]', '{', '}', '{"Findings"']),
      );
    case 12:
      return Buffer.from(Array.from({ length: random.integer(1, 400) }, () => random.integer(0, 255)));
    default:
      return insert(Buffer.from('\n\t\r \u00a0\u2028'));
  }
}

const BROKEN_UTF8 = [
  [0xff],
  [0xc0, 0x80],
  [0xe0, 0x80, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf0, 0x9f, 0x98],
  [0x80],
].map((bytes) => Buffer.from(bytes));
