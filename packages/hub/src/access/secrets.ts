import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { ControlStore } from '../store/control.js';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** The setting that tells the master key; it is another one in every installation. */
export const MASTER_KEY_MARK = 'master-key-check';

const WRONG_KEY =
  'The stored secrets were encrypted with another master key. Start with the DOCKET_MASTER_KEY, or the master.key ' +
  'file, that this data was created with; if it is lost, the access keys have to be created anew.';

/** Encrypts access key secrets at rest: AES-256-GCM, bound to the access key id so that rows cannot be swapped. */
export class Secrets {
  readonly #key: Buffer;

  /** `masterKey`: 32 bytes, see `parseMasterKey` and `masterKeyFile`. */
  constructor(masterKey: Uint8Array) {
    this.#key = Buffer.from(masterKey);
  }

  encrypt(accessKeyId: string, secret: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(accessKeyId, 'utf8'));
    const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}:${sealed.toString('base64')}`;
  }

  /** Throws an Error that says what to do if the text was encrypted with another key or is damaged. */
  decrypt(accessKeyId: string, text: string): string {
    const [version, base64 = ''] = text.split(':');
    const sealed = Buffer.from(base64, 'base64');
    if (version !== VERSION || sealed.length < IV_BYTES + TAG_BYTES) {
      throw new Error(
        `The stored secret of access key ${accessKeyId} is damaged: restore it or create the key anew.`,
      );
    }
    const iv = sealed.subarray(0, IV_BYTES);
    const tag = sealed.subarray(-TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, iv, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(accessKeyId, 'utf8'))
      .setAuthTag(tag);
    try {
      const bytes = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
      return bytes.toString('utf8');
    } catch {
      throw new Error(`The secret of access key ${accessKeyId} cannot be decrypted. ${WRONG_KEY}`);
    }
  }

  /**
   * At start-up: makes sure that this is the master key which the stored secrets were encrypted with, and leaves the
   * mark to tell it by if there is none yet. Throws an Error that says what to do if it is another.
   */
  async checkAgainst(store: Pick<ControlStore, 'claimSetting'>): Promise<void> {
    const mark = await store.claimSetting(MASTER_KEY_MARK, this.encrypt(MASTER_KEY_MARK, MASTER_KEY_MARK));
    try {
      this.decrypt(MASTER_KEY_MARK, mark);
    } catch {
      throw new Error(WRONG_KEY);
    }
  }
}
