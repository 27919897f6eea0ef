import type { RawClaim } from './claim.js';
import { headerDigest, incompleteSignature, missingToken } from './faults.js';
import type { Headers } from './request.js';
import { signingTime } from './time.js';

const PARAMETERS = ['Credential', 'Signature', 'SignedHeaders'] as const;

/** The value of a header that may be sent once. Throws IncompleteSignatureException for two of them. */
export function single(headers: Headers, name: string): string | undefined {
  const values = headers.get(name);
  if (values !== undefined && values.length > 1) {
    throw incompleteSignature(`The request must not have more than one '${name}' header.`);
  }
  return values?.[0]?.trim();
}

/** `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`, in any order, with or without spaces. */
export function readHeaderForm(headers: Headers): RawClaim {
  const authorization = single(headers, 'authorization') ?? '';
  if (authorization === '') throw missingToken();
  const { algorithm, parameters } = parseAuthorization(authorization);

  const date = single(headers, 'x-amz-date') || single(headers, 'date');
  const missing = PARAMETERS.filter((name) => !parameters.has(name)).map(
    (name) => `Authorization header requires '${name}' parameter. `,
  );
  if (!date) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
  }
  if (missing.length > 0) {
    const digest = headerDigest(authorization);
    throw incompleteSignature(
      `${missing.join('')}(Hashed with SHA-256 and encoded with Base64) Authorization=${digest}`,
    );
  }

  const token = single(headers, 'x-amz-security-token');
  const declared = single(headers, 'x-amz-content-sha256');
  return {
    form: 'header',
    algorithm,
    credential: parameters.get('Credential') ?? '',
    signedHeaders: parameters.get('SignedHeaders') ?? '',
    signature: parameters.get('Signature') ?? '',
    timestamp: signingTime(date ?? ''),
    ...(token === undefined ? {} : { sessionToken: token }),
    ...(declared === undefined ? {} : { declaredHash: declared }),
  };
}

function parseAuthorization(text: string): { algorithm: string; parameters: Map<string, string> } {
  const [algorithm = '', ...pieces] = text.split(/[ \t,]+/).filter((piece) => piece !== '');
  if (algorithm.includes('=')) {
    throw incompleteSignature(
      'Authorization header must begin with the algorithm name, which cannot include an equal-sign ' +
        `(hashed with SHA-256 and encoded with Base64): '${headerDigest(text)}'.`,
    );
  }
  const parameters = new Map<string, string>();
  for (const piece of pieces) {
    const equals = piece.indexOf('=');
    if (equals < 0) {
      throw incompleteSignature(
        'Invalid key=value pair (missing equal-sign) in Authorization header ' +
          `(hashed with SHA-256 and encoded with Base64): '${headerDigest(text)}'.`,
      );
    }
    const name = piece.slice(0, equals);
    // Two values of one parameter: which of them was meant is not ours to guess.
    if (parameters.has(name)) {
      throw incompleteSignature(
        'Duplicate parameter in Authorization header ' +
          `(hashed with SHA-256 and encoded with Base64): '${headerDigest(text)}'.`,
      );
    }
    parameters.set(name, piece.slice(equals + 1));
  }
  return { algorithm, parameters };
}
