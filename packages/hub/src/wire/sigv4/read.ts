import { REGION } from '../../access/arn.js';
import type { RawClaim, SignatureClaim } from './claim.js';
import { echo, incompleteSignature, invalidSignature, missingToken } from './faults.js';
import { readHeaderForm } from './header-form.js';
import { amzParameters, readQueryForm } from './query-form.js';
import { collectHeaders, splitTarget, type WireRequest } from './request.js';
import { checkTime } from './time.js';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const TERMINATOR = 'aws4_request';
const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

export interface Expected {
  /** Service names that the credential scope may carry; messages name the first. */
  services: readonly [string, ...string[]];
  /** When the request's head arrived. */
  now: Date;
}

/**
 * Reads who claims to have signed a request, from its `Authorization` header or its presigned query, and makes every
 * check that needs neither secret nor body, in the order in which AWS makes them: so a refusal costs no body.
 *
 * Throws ServiceError: MissingAuthenticationTokenException, IncompleteSignatureException, InvalidSignatureException.
 */
export function readSignature(request: WireRequest, expected: Expected): SignatureClaim {
  const headers = collectHeaders(request);
  const parameters = amzParameters(splitTarget(request.url).query);
  const presigned = parameters.has('X-Amz-Algorithm');
  const authorized = headers.has('authorization');
  if (presigned && authorized) {
    throw invalidSignature(
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    );
  }
  if (!presigned && !authorized) throw missingToken();

  const raw = presigned ? readQueryForm(parameters, headers) : readHeaderForm(headers);
  checkTime(raw, expected.now);
  const signedHeaders = readSignedHeaders(raw.signedHeaders);
  if ((headers.get('host')?.length ?? 0) > 1) {
    throw incompleteSignature("The request must not have more than one 'host' header.");
  }
  if (raw.algorithm !== ALGORITHM) {
    throw incompleteSignature(
      `Unsupported AWS 'algorithm': '${echo(raw.algorithm)}' (only ${ALGORITHM} for now). `,
    );
  }
  return {
    form: raw.form,
    ...readCredential(raw, expected.services),
    signedHeaders,
    signature: raw.signature,
    timestamp: raw.timestamp,
    ...(raw.sessionToken === undefined ? {} : { sessionToken: raw.sessionToken }),
    ...declaredHash(raw, parameters.has('X-Amz-Content-Sha256'), signedHeaders),
  };
}

function readSignedHeaders(text: string): string[] {
  const names = text.toLowerCase().split(';');
  if (!names.includes('host')) {
    throw invalidSignature("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (new Set(names).size !== names.length || !names.every((name) => HEADER_NAME.test(name))) {
    throw incompleteSignature("'SignedHeaders' must be a semicolon-separated list of distinct header names.");
  }
  return names.sort();
}

function readCredential(
  raw: RawClaim,
  services: Expected['services'],
): Pick<SignatureClaim, 'accessKeyId' | 'date' | 'region' | 'service'> {
  const pieces = raw.credential.split('/');
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = pieces;
  if (pieces.length !== 5 || accessKeyId === '') {
    throw incompleteSignature(
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
        `got '${echo(raw.credential)}'`,
    );
  }
  const signedDate = raw.timestamp.slice(0, 8);
  const faults = [
    REGION.test(region) ? '' : `Credential should be scoped to a valid region, not '${echo(region)}'. `,
    services.includes(service) ? '' : `Credential should be scoped to correct service: '${services[0]}'. `,
    terminator === TERMINATOR
      ? ''
      : `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${echo(terminator)}'. `,
    date === signedDate
      ? ''
      : 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
        `'${echo(date)}' != '${signedDate}', from '${raw.timestamp}'.`,
  ].join('');
  if (faults !== '') throw invalidSignature(faults);
  return { accessKeyId, date, region, service };
}

/** A hash header that is not signed says nothing: anybody on the way could have put it there. */
function declaredHash(
  raw: RawClaim,
  inQuery: boolean,
  signedHeaders: readonly string[],
): Pick<SignatureClaim, 'declaredHash'> {
  if (raw.declaredHash === undefined) return {};
  const covered = inQuery || signedHeaders.includes('x-amz-content-sha256');
  return covered ? { declaredHash: raw.declaredHash } : {};
}
