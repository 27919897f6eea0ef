/**
 * Columns of many rows as parameters: arrays in PostgreSQL's binary form, which the driver sends as they are. The text form
 * that it would make itself escapes every quote of every document, and takes several times as long.
 */
const TEXT = 25;
const INT8 = 20;
const FLOAT8 = 701;

/** Dimensions, whether there are NULLs, type; length and lower bound of the one dimension. */
const HEAD = 20;
const LENGTH = 4;
const NULL = -1;
const LONGEST_IN_UTF8 = 3;
const TWO_TO_32 = 0x1_0000_0000;

/** For `$n::text[]`. Texts must be such as PostgreSQL can hold: see `text.ts`. */
export function textArray(items: readonly (string | null)[]): Buffer {
  let length = 0;
  for (const item of items) length += LENGTH + (item?.length ?? 0);
  // How long texts are is known once they are written: then only as much is kept as there is.
  const buffer = scratchOf(HEAD + length * LONGEST_IN_UTF8);
  begin(buffer, TEXT, items.length);
  const end = length < MAX_JOINED ? writeJoined(buffer, items, length) : undefined;
  return Buffer.from(buffer.subarray(0, end ?? writeTexts(buffer, items)));
}

/** One call that writes all of them is faster than a call for each, unless they are long. */
const MAX_JOINED = 20_000;
/** As many bytes as a length has, which takes its place. */
const PLACE = '\0\0\0\0';

/** Undefined if not every character is one byte: then nobody knows where texts begin. */
function writeJoined(buffer: Buffer, items: readonly (string | null)[], length: number): number | undefined {
  if (items.length === 0) return HEAD;
  if (buffer.write(PLACE + items.join(PLACE), HEAD) !== length) return undefined;
  let at = HEAD;
  for (const item of items) {
    buffer.writeInt32BE(item === null ? NULL : item.length, at);
    at += LENGTH + (item?.length ?? 0);
  }
  return at;
}

function writeTexts(buffer: Buffer, items: readonly (string | null)[]): number {
  let at = HEAD;
  for (const item of items) {
    const length = item === null ? NULL : buffer.write(item, at + LENGTH);
    buffer.writeInt32BE(length, at);
    at += LENGTH + Math.max(length, 0);
  }
  return at;
}

/** Where arrays are written at first: it stays, as large as it once had to be. */
let scratch = Buffer.alloc(0);
const MAX_SCRATCH = 4 * 1024 * 1024;

function scratchOf(size: number): Buffer {
  if (scratch.length >= size) return scratch;
  const buffer = Buffer.allocUnsafe(size);
  if (size <= MAX_SCRATCH) scratch = buffer;
  return buffer;
}

/** For `$n::bigint[]`, of whole numbers that JavaScript has exactly. */
export const integerArray = (items: readonly number[]): Buffer =>
  fixed(INT8, items, (buffer, item, at) => {
    buffer.writeInt32BE(Math.floor(item / TWO_TO_32), at);
    buffer.writeUInt32BE(item >>> 0, at + LENGTH);
  });

/** For `$n::float8[]`. */
export const numberArray = (items: readonly (number | null)[]): Buffer =>
  fixed(FLOAT8, items, (buffer, item, at) => buffer.writeDoubleBE(item, at));

const EIGHT = 8;

function fixed(
  type: number,
  items: readonly (number | null)[],
  write: (buffer: Buffer, item: number, at: number) => void,
): Buffer {
  const buffer = Buffer.allocUnsafe(HEAD + items.length * (LENGTH + EIGHT));
  begin(buffer, type, items.length);
  let at = HEAD;
  for (const item of items) {
    buffer.writeInt32BE(item === null ? NULL : EIGHT, at);
    at += LENGTH;
    if (item === null) continue;
    write(buffer, item, at);
    at += EIGHT;
  }
  return buffer.subarray(0, at);
}

function begin(buffer: Buffer, type: number, length: number): void {
  [1, 1, type, length, 1].forEach((word, index) => {
    buffer.writeInt32BE(word, index * LENGTH);
  });
}
