import { createHash } from 'node:crypto';

const SIZE = 64n;
const DIGITS = 16;

/**
 * A count and checksum of records that is the same in whatever order they come: the sum of 128 bits of each one's SHA-256,
 * so that a record that is missing, changed or there twice shows.
 */
export class Checksum {
  count = 0;
  #high = 0n;
  #low = 0n;

  add(record: string): void {
    // UTF-8 has no lone surrogates: as escapes, no two texts are one.
    const digest = createHash('sha256')
      .update(record.isWellFormed() ? record : JSON.stringify(record))
      .digest();
    this.count += 1;
    this.#high = BigInt.asUintN(64, this.#high + digest.readBigUInt64BE(0));
    this.#low = BigInt.asUintN(64, this.#low + digest.readBigUInt64BE(8));
  }

  toString(): string {
    return ((this.#high << SIZE) | this.#low).toString(16).padStart(2 * DIGITS, '0');
  }
}
