import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../errors.js';
import { readSignature } from './read.js';
import type { WireRequest } from './request.js';
import { looseScope } from './scope.js';

const NOW = new Date('2024-01-01T00:10:00Z');
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20240101/us-east-1/securityhub/aws4_request, ' +
  'SignedHeaders=host;x-amz-date, Signature=abc';
const PRESIGNED = new Map([
  ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
  ['X-Amz-Credential', 'AKIAIOSFODNN7EXAMPLE/20240101/us-east-1/securityhub/aws4_request'],
  ['X-Amz-Date', '20240101T001000Z'],
  ['X-Amz-Expires', '60'],
  ['X-Amz-SignedHeaders', 'host'],
  ['X-Amz-Signature', 'abc'],
]);

type Lines = readonly (readonly [string, string])[];

const withHeaders = (headers: Lines, url = '/accounts'): WireRequest => ({ method: 'GET', url, headers });
const signed = (authorization: string, date = '20240101T001000Z'): WireRequest =>
  withHeaders([
    ['Host', 'h'],
    ['X-Amz-Date', date],
    ['Authorization', authorization],
  ]);
const scoped = (credential: string): WireRequest =>
  signed(`AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=abc`);
const presigned = (changes: Record<string, string | undefined> = {}): WireRequest => {
  const query = new Map([...PRESIGNED, ...Object.entries(changes)]);
  const pieces = [...query].flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return withHeaders([['Host', 'h']], `/accounts?${pieces.join('&')}`);
};
const read = (request: WireRequest, now = NOW) => readSignature(request, { services: ['securityhub'], now });

function refusal(request: WireRequest, now = NOW): { code: string; status: number; message: string } {
  try {
    read(request, now);
  } catch (error) {
    if (error instanceof ServiceError)
      return { code: error.code, status: error.status, message: error.message };
    throw error;
  }
  throw new Error('was accepted');
}

const missing = {
  code: 'MissingAuthenticationTokenException',
  status: 403,
  message: 'Missing Authentication Token',
};
const incomplete = (message: string) => ({ code: 'IncompleteSignatureException', status: 400, message });
const invalid = (message: string) => ({ code: 'InvalidSignatureException', status: 403, message });
const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

describe('a claim', () => {
  test('in the header', () => {
    expect(read(signed(AUTHORIZATION))).toEqual({
      form: 'header',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      date: '20240101',
      region: 'us-east-1',
      service: 'securityhub',
      signedHeaders: ['host', 'x-amz-date'],
      signature: 'abc',
      timestamp: '20240101T001000Z',
    });
  });

  test('in the query', () => {
    expect(read(presigned({ 'X-Amz-Security-Token': 'a+b/c=' }))).toMatchObject({
      form: 'presigned',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      signedHeaders: ['host'],
      sessionToken: 'a+b/c=',
    });
  });

  test('header parameters come in any order and spacing', () => {
    const [algorithm, credential, names, signature] = AUTHORIZATION.split(/,? /);
    const expected = read(signed(AUTHORIZATION));
    expect(read(signed(`${algorithm} ${signature},${credential},${names}`))).toEqual(expected);
    expect(read(signed(`  ${algorithm}   ${names} ,\t${signature},  ${credential},`))).toEqual(expected);
  });

  test('a Date header stands in for X-Amz-Date', () => {
    for (const date of ['Mon, 01 Jan 2024 00:10:00 GMT', '20240101T001000Z']) {
      const request = withHeaders([
        ['host', 'h'],
        ['date', date],
        ['authorization', AUTHORIZATION],
      ]);
      expect(read(request).timestamp).toBe('20240101T001000Z');
    }
  });

  test('a hash header counts only if it is signed', () => {
    const lines: Lines = [...signed(AUTHORIZATION).headers, ['X-Amz-Content-Sha256', 'feed']];
    expect(read(withHeaders(lines)).declaredHash).toBeUndefined();
    const covering = AUTHORIZATION.replace('host;', 'host;x-amz-content-sha256;');
    const covered = lines.map(
      ([name, value]) => [name, name === 'Authorization' ? covering : value] as const,
    );
    expect(read(withHeaders(covered)).declaredHash).toBe('feed');
  });

  test('STS signatures are read where STS is served', () => {
    const request = scoped('AKIAIOSFODNN7EXAMPLE/20240101/us-east-1/sts/aws4_request');
    expect(readSignature(request, { services: ['sts'], now: NOW }).service).toBe('sts');
  });
});

describe('refusals in the words of AWS', () => {
  test('nothing that looks like a signature', () => {
    expect(refusal(withHeaders([['Host', 'h']]))).toEqual(missing);
    expect(refusal(signed(''))).toEqual(missing);
    expect(refusal(withHeaders([], '/?X-Amz-Signature=abc'))).toEqual(missing);
  });

  test('parameters of the header; what it holds is never repeated', () => {
    expect(refusal(withHeaders([['Authorization', 'AWS4-HMAC-SHA256']]))).toEqual(
      incomplete(
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. " +
          "Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a " +
          "'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with Base64) " +
          `Authorization=${digest('AWS4-HMAC-SHA256')}`,
      ),
    );
    const unsigned = AUTHORIZATION.replace(/, Signature.*/, '');
    expect(refusal(signed(unsigned))).toEqual(
      incomplete(
        "Authorization header requires 'Signature' parameter. (Hashed with SHA-256 and encoded with Base64) " +
          `Authorization=${digest(unsigned)}`,
      ),
    );
    expect(refusal(signed('Bearer abc.def'))).toEqual(
      incomplete(
        'Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with ' +
          `Base64): '${digest('Bearer abc.def')}'.`,
      ),
    );
    expect(refusal(signed('Credential=a/b/c/d/e')).message).toMatch(
      /^Authorization header must begin with the algorithm name/,
    );
    expect(refusal(signed(`${AUTHORIZATION}, Signature=def`)).message).toMatch(/^Duplicate parameter/);
  });

  test('parameters of the query', () => {
    expect(refusal(presigned({ 'X-Amz-Credential': '', 'X-Amz-Date': undefined }))).toEqual(
      incomplete(
        "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include " +
          "'X-Amz-Date'. Re-examine the query-string parameters.",
      ),
    );
    const twice = presigned();
    expect(refusal({ ...twice, url: `${twice.url}&X-Amz-Signature=def` })).toEqual(
      incomplete("AWS query-string parameters must include 'X-Amz-Signature' only once."),
    );
  });

  test.each(['0', '-1', '604801', '1e3', '', 'x', '99999999999999999999'])('X-Amz-Expires=%s', (expires) => {
    const { code, message } = refusal(presigned({ 'X-Amz-Expires': expires }));
    expect(code).toBe('IncompleteSignatureException');
    expect(message).toMatch(/^X-Amz-Expires (should|must) be/);
  });

  test('both forms at once', () => {
    expect(refusal({ ...presigned(), headers: signed(AUTHORIZATION).headers })).toEqual(
      invalid("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."),
    );
  });

  test.each([
    '201',
    '20240101',
    '2024-01-01T00:10:00Z',
    '20240132T000000Z',
    '20240101T240000Z',
    'x'.repeat(9000),
  ])('the date %.30s', (date) => {
    const { code, message } = refusal(signed(AUTHORIZATION, date));
    expect(code).toBe('IncompleteSignatureException');
    expect(message.startsWith(`Date must be in ISO-8601 'basic format'. Got '${date.slice(0, 128)}`)).toBe(
      true,
    );
    expect(message).toMatch(/'\. See http:\/\/en\.wikipedia\.org\/wiki\/ISO_8601$/);
    expect(message.length).toBeLessThan(260);
  });

  test('too old and too early: more than five minutes', () => {
    const at = (time: string) => signed(AUTHORIZATION, time);
    expect(refusal(at('20240101T000000Z'))).toEqual(
      invalid(
        'Signature expired: 20240101T000000Z is now earlier than 20240101T000500Z (20240101T001000Z - 5 min.)',
      ),
    );
    expect(refusal(at('20240101T002000Z'))).toEqual(
      invalid(
        'Signature not yet current: 20240101T002000Z is still later than 20240101T001500Z (20240101T001000Z + 5 min.)',
      ),
    );
    expect(read(at('20240101T000500Z'), new Date('2024-01-01T00:10:00.999Z')).timestamp).toBe(
      '20240101T000500Z',
    );
    expect(read(at('20240101T001500Z')).timestamp).toBe('20240101T001500Z');
  });

  test('the host must be signed', () => {
    const unsigned = AUTHORIZATION.replace('host;', '');
    const text = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
    expect(refusal(signed(unsigned))).toEqual(invalid(text));
    expect(refusal(presigned({ 'X-Amz-SignedHeaders': 'x-amz-date' }))).toEqual(invalid(text));
  });

  test.each(['host;;x', 'host;host', 'host;a b', 'host;x\ny'])('the list of signed headers %j', (names) => {
    expect(refusal(presigned({ 'X-Amz-SignedHeaders': names })).code).toBe('IncompleteSignatureException');
  });

  test('another algorithm', () => {
    expect(refusal(signed(AUTHORIZATION.replace('SHA256', 'SHA512')))).toEqual(
      incomplete("Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512' (only AWS4-HMAC-SHA256 for now). "),
    );
  });

  test('the credential scope', () => {
    expect(refusal(scoped('AKIA/20240101/us-east-1/securityhub'))).toEqual(
      incomplete(
        'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
          "got 'AKIA/20240101/us-east-1/securityhub'",
      ),
    );
    expect(refusal(scoped('AKIA/20240101/us-east-1/s3/aws4_request'))).toEqual(
      invalid("Credential should be scoped to correct service: 'securityhub'. "),
    );
    expect(refusal(scoped('AKIA/20231231/us-east-1/securityhub/aws4_request'))).toEqual(
      invalid(
        'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
          "'20231231' != '20240101', from '20240101T001000Z'.",
      ),
    );
    expect(refusal(scoped('AKIA/1/US_EAST/s3/aws5_request'))).toEqual(
      invalid(
        "Credential should be scoped to a valid region, not 'US_EAST'. " +
          "Credential should be scoped to correct service: 'securityhub'. " +
          "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. " +
          'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
          "'1' != '20240101', from '20240101T001000Z'.",
      ),
    );
  });

  test.each(['Authorization', 'X-Amz-Date', 'x-amz-security-token', 'X-AMZ-CONTENT-SHA256', 'host'])(
    'two headers %s',
    (name) => {
      const lines: Lines = [...signed(AUTHORIZATION).headers, [name, 'a'], [name, 'a']];
      expect(refusal(withHeaders(lines))).toEqual(
        incomplete(`The request must not have more than one '${name.toLowerCase()}' header.`),
      );
    },
  );
});

test('the loose scope of trust mode needs no more than a credential', () => {
  const expected = { accessKeyId: '111122223333', region: 'eu-west-1', service: 'securityhub' };
  expect(looseScope(signed('AWS4-HMAC-SHA256 Credential=111122223333/x/eu-west-1/securityhub'))).toEqual(
    expected,
  );
  expect(
    looseScope(withHeaders([], '/?X-Amz-Credential=111122223333%2Fx%2Feu-west-1%2Fsecurityhub')),
  ).toEqual(expected);
  expect(looseScope(signed('Bearer x'))).toBeUndefined();
  expect(looseScope(withHeaders([]))).toBeUndefined();
});
