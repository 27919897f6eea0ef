import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Makes texts that clients carry for the hub: they tell nothing, and nobody else can make or change one. */
export interface Sealer {
  /** @param boundTo what the text belongs to: it opens with the same only */
  seal(text: string, boundTo?: string): string;
  /** Undefined for anything that this installation did not seal for the same purpose. */
  open(sealed: string, boundTo?: string): string | undefined;
}

/**
 * Seals with a key of the installation's master key: all hubs with the same one open each other's.
 *
 * @param purpose keeps what is sealed for one thing from being taken for another
 */
export function createSealer(masterKey: Buffer, purpose: string): Sealer {
  const key = purposeKey(masterKey, purpose);
  return {
    seal(text, boundTo = '') {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(digest(boundTo));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(sealed, boundTo = '') {
      try {
        const bytes = Buffer.from(sealed, 'base64url');
        const iv = bytes.subarray(0, IV_BYTES);
        const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
        const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
        decipher.setAAD(digest(boundTo)).setAuthTag(tag);
        const opened = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([opened, decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}

/** A key for one purpose, from which neither the master key nor that of another purpose can be found. */
export const purposeKey = (masterKey: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, '', purpose, 32));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
