import { hash } from 'node:crypto';
import { ServiceError } from '../../errors.js';

/** The front door's refusals of a signature, in the words that AWS uses. */
export const incompleteSignature = (message: string): ServiceError =>
  new ServiceError('IncompleteSignatureException', message);

export const invalidSignature = (message: string): ServiceError =>
  new ServiceError('InvalidSignatureException', message);

export const missingToken = (): ServiceError =>
  new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');

export const signatureMismatch = (): ServiceError =>
  invalidSignature(
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
      'and signing method. Consult the service documentation for details.',
  );

/** Names a header in a message without repeating what it holds: a signature or a password sent by mistake. */
export const headerDigest = (value: string): string => hash('sha256', value, 'base64');

const ECHO_LIMIT = 128;

/** What the client sent, short enough for a message and without control characters. */
export function echo(text: string): string {
  const cut = text.length > ECHO_LIMIT ? `${text.slice(0, ECHO_LIMIT)}…` : text;
  return cut.replace(/\p{Cc}/gu, '?');
}
