import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/**
 * Bodies that are costly to make: made once, when first asked for.
 *
 * @template T
 * @param {() => T} make
 * @returns {() => T}
 */
function once(make) {
  /** @type {{value: T} | undefined} */
  let made;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const LEVELS = 100_000;

/** Nested deeper than a recursive reader's stack. */
export const DEEP_BODIES = [
  once(() => Buffer.from('['.repeat(LEVELS) + ']'.repeat(LEVELS))),
  once(() => Buffer.from('['.repeat(LEVELS))),
  once(() => Buffer.from(`${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`)),
  once(() => Buffer.from(`{"Findings":[{"Id":${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}}]}`)),
  once(() =>
    Buffer.from(`{"Findings":[{"ProductFields":${'{"__proto__":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}}]}`),
  ),
  once(() => Buffer.from(`{"Filters":{"Id":${'[{"Value":'.repeat(LEVELS / 2)}1${'}]'.repeat(LEVELS / 2)}}}`)),
];

const MEGABYTE = 1024 * 1024;

/** More than a batch may weigh. */
export const OVERSIZE_BODIES = [
  once(() => Buffer.from(`{"Findings":[{"Id":"${'x'.repeat(7 * MEGABYTE)}"}]}`)),
  once(() => Buffer.alloc(8 * MEGABYTE, ' ')),
  once(() => Buffer.from(`{"Findings":[${'{},'.repeat(2.2 * MEGABYTE)}{}]}`)),
];

/** Small on the wire, huge when unpacked; and compressed data that is not what it says. */
export const GZIP_BODIES = [
  once(() => gzipSync(Buffer.alloc(256 * MEGABYTE, ' '))),
  once(() => gzipSync(gzipSync(Buffer.alloc(64 * MEGABYTE)))),
  once(() => gzipSync(Buffer.from(`{"Findings":[${'['.repeat(5 * MEGABYTE)}`))),
  once(() => gzipSync('{"Findings":[]}').subarray(0, 12)),
  once(() => gzipSync('{"Findings":[]}').fill(0x41, 8, 10)),
  once(() => Buffer.concat([gzipSync('{"Findings":[]}'), Buffer.from('trailing')])),
  once(() => Buffer.concat([gzipSync('{"Findings":'), gzipSync('[]}')])),
  once(() => deflateSync('{"Findings":[]}')),
  once(() => deflateRawSync('{"Findings":[]}')),
  once(() => Buffer.from('{"Findings":[]}')),
  once(() => Buffer.alloc(0)),
  once(() => Buffer.from([0x1f, 0x8b])),
];

export const CONTENT_ENCODINGS = [
  'gzip',
  'gzip',
  'gzip',
  'x-gzip',
  'GZIP',
  'deflate',
  'br',
  'identity',
  'gzip, gzip',
  'zstd',
  '',
];
