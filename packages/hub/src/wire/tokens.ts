import { createSealer } from '../access/sealer.js';
import { invalidInput } from '../errors.js';
import type { Tokens } from '../operations/operation.js';

/** NextTokens: sealed, so they cannot be forged, and bound to the query that they were made for. */
export function createTokens(masterKey: Buffer): Tokens {
  const sealer = createSealer(masterKey, 'docket next tokens');
  return {
    seal: (position, boundTo) => sealer.seal(position, boundTo),
    open(token, boundTo) {
      const position = sealer.open(token, boundTo);
      if (position !== undefined) return position;
      throw invalidInput('Invalid NextToken: it must come from the page before, with the same request.');
    },
  };
}
