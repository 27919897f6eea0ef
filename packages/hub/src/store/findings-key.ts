import { hash } from 'node:crypto';
import type { FindingKey } from './findings.js';

/** Characters of base64url: 132 bits. */
const LENGTH = 22;

/**
 * The short text under which engines index a finding: it keeps indexes small, and 132 bits of SHA-256 do not collide.
 * Region and ProductArn hold no line breaks (the format sees to it), so the parts cannot run together.
 */
export function findingDigest({ region, productArn, id }: Omit<FindingKey, 'account'>): string {
  // UTF-8 has no lone surrogates: hashing one as it is would make two different Ids one.
  const whole = id.isWellFormed() ? id : JSON.stringify(id);
  return hash('sha256', `${region}\n${productArn}\n${whole}`, 'base64url').slice(0, LENGTH);
}
