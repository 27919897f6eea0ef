import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { canonicalRequests } from './canonical.js';
import type { SignatureClaim } from './claim.js';
import { wireBytes } from './encoding.js';
import { signatureMismatch } from './faults.js';
import type { SigningKeys } from './keys.js';
import type { WireRequest } from './request.js';

const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** SHA-256 of a body as received (compressed, if it was sent so), in hex. */
export const payloadHash = (body: Uint8Array | string): string => hash('sha256', body, 'hex');

/**
 * Proves a claim that `readSignature` found well-formed: the request is the one that the owner of the secret signed,
 * body included. `bodyHash` is `payloadHash` of the bytes that arrived. The time was checked when the claim was read.
 *
 * Throws InvalidSignatureException if anything differs; which part it was is not told.
 */
export function verifySignature(
  claim: SignatureClaim,
  request: WireRequest,
  secretKey: string,
  bodyHash: string,
  keys: SigningKeys,
): void {
  const signedHash = claim.declaredHash ?? bodyHash;
  const unsigned = claim.form === 'presigned' && signedHash === UNSIGNED;
  if (signedHash !== bodyHash && !unsigned) throw signatureMismatch();

  const sent = Buffer.from(claim.signature, 'latin1');
  const signingKey = keys.get(secretKey, claim);
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  for (const canonical of canonicalRequests(request, claim, signedHash)) {
    const digest = hash('sha256', wireBytes(canonical), 'hex');
    const calculated = createHmac('sha256', signingKey)
      .update(`AWS4-HMAC-SHA256\n${claim.timestamp}\n${scope}\n${digest}`)
      .digest('hex');
    const expected = Buffer.from(calculated, 'latin1');
    if (sent.length === expected.length && timingSafeEqual(sent, expected)) {
      keys.keep(secretKey, claim, signingKey);
      return;
    }
  }
  throw signatureMismatch();
}
