/** Percent-encoding by bytes, as SigV4 wants it: everything but `A-Z a-z 0-9 - . _ ~`, in upper-case hex. */
const UNRESERVED = /^[A-Za-z0-9._~-]*$/;
const BEYOND_LATIN1 = /[\u0100-\uffff]/;

const ENCODED: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  return UNRESERVED.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** The bytes behind a string of the HTTP parser, which reads targets and headers as Latin-1. */
export function wireBytes(text: string): Buffer {
  // The parser never gives characters beyond Latin-1; should a caller do so, they must not be cut down to look like others.
  return Buffer.from(text, BEYOND_LATIN1.test(text) ? 'utf8' : 'latin1');
}

export function encodeBytes(bytes: Uint8Array, keepSlash = false): string {
  let text = '';
  for (const byte of bytes) text += keepSlash && byte === 0x2f ? '/' : ENCODED[byte];
  return text;
}

export function encodeText(text: string, keepSlash = false): string {
  return UNRESERVED.test(text) ? text : encodeBytes(wireBytes(text), keepSlash);
}

const hexDigit = (byte: number | undefined): number => {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

/** Resolves `%XX` and the `+` of forms; a percent sign that is not followed by two hex digits stands for itself. */
export function decodeQueryText(text: string): Buffer {
  const source = wireBytes(text);
  const target = Buffer.allocUnsafe(source.length);
  let length = 0;
  for (let i = 0; i < source.length; i += 1) {
    const byte = source[i];
    const high = byte === 0x25 ? hexDigit(source[i + 1]) : -1;
    const low = high < 0 ? -1 : hexDigit(source[i + 2]);
    if (low >= 0) {
      target[length] = high * 16 + low;
      i += 2;
    } else {
      target[length] = byte === 0x2b ? 0x20 : (byte ?? 0);
    }
    length += 1;
  }
  return target.subarray(0, length);
}
