import { describe, expect, test } from 'vitest';
import type { SignatureClaim } from './claim.js';
import { deriveSigningKey, SigningKeys } from './keys.js';

const claim = (over: Partial<SignatureClaim> = {}): SignatureClaim => ({
  form: 'header',
  accessKeyId: 'AKIDEXAMPLE',
  date: '20150830',
  region: 'us-east-1',
  service: 'iam',
  signedHeaders: ['host'],
  signature: '',
  timestamp: '20150830T123600Z',
  ...over,
});
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

describe('signing keys', () => {
  test('are derived as the AWS documentation shows by example', () => {
    expect(deriveSigningKey(SECRET, claim()).toString('hex')).toBe(
      'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9',
    );
  });

  test('are remembered only when told so, and not beyond the limit', () => {
    const keys = new SigningKeys(2);
    const first = keys.get(SECRET, claim());
    expect(keys.size).toBe(0);
    keys.keep(SECRET, claim(), first);
    expect(keys.get(SECRET, claim())).toBe(first);
    for (const region of ['a', 'b', 'c']) {
      const other = claim({ region });
      keys.keep(SECRET, other, keys.get(SECRET, other));
    }
    expect(keys.size).toBe(2);
    expect(keys.get(SECRET, claim())).not.toBe(first);
    expect(keys.get(SECRET, claim())).toEqual(first);
  });

  test('of a replaced secret are not used again', () => {
    const keys = new SigningKeys();
    keys.keep('old', claim(), keys.get('old', claim()));
    expect(keys.get('new', claim())).toEqual(deriveSigningKey('new', claim()));
  });
});
