import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { invalidInput } from '../errors.js';
import type { Tokens } from '../operations/operation.js';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * NextTokens sealed with a key of the installation's master key: they tell nothing, cannot be forged, and open only for
 * the query that they were made for. All hubs with the same master key open each other's.
 */
export function createTokens(masterKey: Buffer): Tokens {
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', 'docket next tokens', 32));
  return {
    seal(position, boundTo) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(digest(boundTo));
      const sealed = Buffer.concat([cipher.update(position, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(token, boundTo) {
      try {
        const bytes = Buffer.from(token, 'base64url');
        const iv = bytes.subarray(0, IV_BYTES);
        const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
        const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
        decipher.setAAD(digest(boundTo)).setAuthTag(tag);
        const opened = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
        return Buffer.concat([opened, decipher.final()]).toString('utf8');
      } catch {
        throw invalidInput('Invalid NextToken: it must come from the page before, with the same request.');
      }
    },
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
