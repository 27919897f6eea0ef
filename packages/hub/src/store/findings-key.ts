import { createHash } from 'node:crypto';
import type { FindingKey } from './findings.js';

/**
 * The 16 bytes under which engines index a finding: short keys keep indexes small, and 128 bits of SHA-256 do not
 * collide. Region and ProductArn hold no line breaks (the format sees to it), so the parts cannot run together.
 */
export function findingDigest(key: FindingKey): Buffer {
  // UTF-8 has no lone surrogates: hashing one as it is would make two different Ids one.
  const id = key.id.isWellFormed() ? key.id : JSON.stringify(key.id);
  return createHash('sha256').update(`${key.region}\n${key.productArn}\n${id}`).digest().subarray(0, 16);
}
