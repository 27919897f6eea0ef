import { createHmac } from 'node:crypto';
import { BoundedCache } from '../../cache.js';
import type { SignatureClaim } from './claim.js';

const hmac = (key: Uint8Array | string, data: string): Buffer =>
  createHmac('sha256', key).update(data).digest();

/** The key that signs all requests of one secret, day, Region and service. */
export function deriveSigningKey(
  secretKey: string,
  scope: Pick<SignatureClaim, 'date' | 'region' | 'service'>,
): Buffer {
  const date = hmac(`AWS4${secretKey}`, scope.date);
  const region = hmac(date, scope.region);
  const service = hmac(region, scope.service);
  return hmac(service, 'aws4_request');
}

/** Signing keys of signatures that were right, so that a provider's batches do not derive theirs again and again. */
export class SigningKeys {
  readonly #cache: BoundedCache<string, { secretKey: string; signingKey: Buffer }>;

  constructor(limit = 1000) {
    this.#cache = new BoundedCache(limit);
  }

  get size(): number {
    return this.#cache.size;
  }

  get(secretKey: string, claim: SignatureClaim): Buffer {
    const known = this.#cache.get(cacheKey(claim));
    // The secret behind an id can be replaced: an old one must not go on opening the door.
    return known?.secretKey === secretKey ? known.signingKey : deriveSigningKey(secretKey, claim);
  }

  /** Only after the signature was found right: strangers must not push out the keys of those who work here. */
  keep(secretKey: string, claim: SignatureClaim, signingKey: Buffer): void {
    this.#cache.set(cacheKey(claim), { secretKey, signingKey });
  }
}

const cacheKey = (claim: SignatureClaim): string =>
  `${claim.accessKeyId}/${claim.date}/${claim.region}/${claim.service}`;
