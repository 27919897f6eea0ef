import { randomBytes } from 'node:crypto';

/** How many ids may be made in one millisecond before those of the next are borrowed. */
const MAX_SEQUENCE = 0xfff;

let last = 0;
let sequence = 0;

/** A UUID of version 7: ids of one hub are in the order in which they were made, and those of several hubs nearly so. */
export function timeOrderedId(now: number): string {
  if (now > last) {
    last = now;
    sequence = 0;
  } else if (sequence < MAX_SEQUENCE) {
    sequence += 1;
  } else {
    last += 1;
    sequence = 0;
  }
  return layOut(last, sequence, randomBytes(8));
}

/** The smallest id that is made at a time or later. */
export const firstIdAt = (time: number): string => layOut(time, 0, Buffer.alloc(8));

function layOut(time: number, place: number, random: Buffer): string {
  const bytes = Buffer.concat([Buffer.alloc(8), random]);
  bytes.writeUIntBE(time, 0, 6);
  bytes.writeUInt16BE(0x7000 | place, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
