/** Whatever a stranger sends, the answer is one of the front door's refusals. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ServiceError } from '../../errors.js';
import { SigningKeys } from './keys.js';
import { readSignature } from './read.js';
import type { WireRequest } from './request.js';
import { looseScope } from './scope.js';
import { payloadHash, verifySignature } from './verify.js';

const NOW = new Date('2024-01-01T00:10:00Z');
const CODES = [
  'MissingAuthenticationTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
];

const junk = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('%', '=', '&', '/', ';', ',', ' ', '+', 'f', '0', '\r\n', '\0', '__proto__'),
    maxLength: 30,
  }),
);
const mostly = (value: string) => fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, junk);
const date = mostly('20240101T001000Z');
const credential = fc
  .tuple(
    mostly('AKIA'),
    mostly('20240101'),
    mostly('us-east-1'),
    mostly('securityhub'),
    mostly('aws4_request'),
  )
  .map((pieces) => pieces.join('/'));
const signedHeaders = fc.oneof(
  mostly('host'),
  fc.array(mostly('host')).map((names) => names.join(';')),
);
const signature = fc.oneof(mostly('0'.repeat(64)), junk);

const authorization = fc
  .tuple(mostly('AWS4-HMAC-SHA256'), credential, signedHeaders, signature)
  .map(
    ([algorithm, ...rest]) =>
      `${algorithm} Credential=${rest[0]}, SignedHeaders=${rest[1]}, Signature=${rest[2]}`,
  );
const header = fc.oneof(
  fc.tuple(fc.constant('Authorization'), fc.oneof(authorization, junk)),
  fc.tuple(fc.constant('X-Amz-Date'), date),
  fc.tuple(fc.constantFrom('Host', 'host'), junk),
  fc.tuple(
    fc.constantFrom('x-amz-security-token', 'x-amz-content-sha256', 'date', '__proto__', 'constructor'),
    junk,
  ),
  fc.tuple(junk, junk),
);
const parameter = fc.oneof(
  fc.tuple(fc.constant('X-Amz-Algorithm'), mostly('AWS4-HMAC-SHA256')),
  fc.tuple(fc.constant('X-Amz-Credential'), credential),
  fc.tuple(fc.constant('X-Amz-Date'), date),
  fc.tuple(fc.constant('X-Amz-Expires'), fc.oneof(mostly('60'), fc.integer().map(String))),
  fc.tuple(fc.constant('X-Amz-SignedHeaders'), signedHeaders),
  fc.tuple(fc.constant('X-Amz-Signature'), signature),
  fc.tuple(junk, junk),
);
const whole = fc
  .tuple(credential, date, signedHeaders, signature)
  .map(
    ([who, when, names, what]) =>
      `/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${who}&X-Amz-Date=${when}&X-Amz-SignedHeaders=${names}&X-Amz-Signature=${what}`,
  );
const url = fc.oneof(
  junk,
  whole,
  fc
    .tuple(junk, fc.array(parameter, { maxLength: 8 }))
    .map(([path, query]) => `/${path}?${query.map((pair) => pair.join('=')).join('&')}`),
);
const requests: fc.Arbitrary<WireRequest> = fc.record({
  method: fc.oneof(fc.constantFrom('GET', 'POST'), junk),
  url,
  headers: fc.array(header, { maxLength: 8 }),
});

test('hostile requests are refused and nothing else happens', () => {
  const reached = new Map<string, number>();
  fc.assert(
    fc.property(requests, junk, junk, (request, secret, body) => {
      looseScope(request);
      try {
        const claim = readSignature(request, { services: ['securityhub'], now: NOW });
        reached.set('claim', (reached.get('claim') ?? 0) + 1);
        verifySignature(claim, request, secret, payloadHash(body), new SigningKeys());
        expect.unreachable('a made-up signature was accepted');
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        expect(CODES).toContain(error.code);
        expect(error.message.length).toBeLessThan(1500);
        reached.set(error.code, (reached.get(error.code) ?? 0) + 1);
      }
    }),
    { numRuns: 20_000, seed: 4580 },
  );
  // The generators reach every room of the door, the verifier included.
  for (const room of ['claim', ...CODES]) expect(reached.get(room) ?? 0, room).toBeGreaterThan(20);
});
