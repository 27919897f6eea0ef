import { createHash, randomBytes } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** One character of base32 for each byte: 32 divides 256, so all characters are equally likely. */
const base32 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => BASE32[byte & 31]).join('');

/** `AKIA` and 16 random characters, as the keys of the service look. */
export const newAccessKeyId = (): string => `AKIA${base32(randomBytes(16))}`;

/** 240 random bits as 40 characters of base64, as the secrets of the service look. */
export const newSecretKey = (): string => randomBytes(30).toString('base64');

/** What STS calls UserId: the account for root; for a user an id that stays the same as long as its name. */
export function userIdOf(account: string, name: string): string {
  if (name === 'root') return account;
  const digest = createHash('sha256').update(`${account}/${name}`).digest();
  return `AIDA${base32(digest.subarray(0, 17))}`;
}
