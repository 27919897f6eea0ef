import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partitionOf } from '../access/arn.js';
import {
  defaultProductArn,
  formatProductArn,
  formatSubscriptionArn,
  isDefaultProduct,
  parseProductArn,
  parseSubscriptionArn,
} from './arn.js';

const account = fc.stringMatching(/^[0-9]{12}$/);
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,40}$/);
const region = fc.constantFrom(
  'us-east-1',
  'eu-central-2',
  'ap-southeast-3',
  'cn-north-1',
  'us-gov-west-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eusc-de-east-1',
);
const partition = region.map(partitionOf);
const productArn = fc.record({
  partition,
  region,
  account: fc.oneof(account, fc.constant('')),
  company: name,
  product: name,
});

describe('product ARNs', () => {
  test('any parts come back from their ARN', () => {
    fc.assert(
      fc.property(productArn, (parts) => {
        expect(parseProductArn(formatProductArn(parts))).toEqual(parts);
      }),
    );
  });

  test('whatever parses is written back exactly as it was', () => {
    const almost = fc
      .tuple(
        productArn.map(formatProductArn),
        fc.nat(80),
        fc.constantFrom('', ':', '/', 'x', '-', ' ', '\n', 'é'),
      )
      .map(([arn, at, put]) => arn.slice(0, at) + put + arn.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(almost, fc.string()), (text) => {
        const parts = parseProductArn(text);
        if (parts !== undefined) expect(formatProductArn(parts)).toBe(text);
      }),
    );
  });

  test.each([
    ['an empty Region', 'arn:aws:securityhub:::product/x/y'],
    ['another service', 'arn:aws:guardduty:us-east-1::product/x/y'],
    ['no product', 'arn:aws:securityhub:us-east-1::product/x'],
    ['an empty product', 'arn:aws:securityhub:us-east-1::product/x/'],
    ['an empty company', 'arn:aws:securityhub:us-east-1::product//y'],
    ['a slash too many', 'arn:aws:securityhub:us-east-1::product/x/y/z'],
    ['a slash at the end', 'arn:aws:securityhub:us-east-1::product/x/y/'],
    ['a colon too many', 'arn:aws:securityhub:us-east-1::product/x/y:z'],
    ['eleven digits', 'arn:aws:securityhub:us-east-1:12345678901:product/x/y'],
    ['thirteen digits', 'arn:aws:securityhub:us-east-1:1234567890123:product/x/y'],
    ['letters for an account', 'arn:aws:securityhub:us-east-1:12345678901a:product/x/y'],
    ['digits of another script', 'arn:aws:securityhub:us-east-1:١٢٣٤٥٦٧٨٩٠١٢:product/x/y'],
    ['another partition', 'arn:gcp:securityhub:us-east-1::product/x/y'],
    ['a partition that there is not', 'arn:aws-moon:securityhub:us-east-1::product/x/y'],
    ['an empty partition', 'arn::securityhub:us-east-1::product/x/y'],
    ['a Region in capitals', 'arn:aws:securityhub:US-EAST-1::product/x/y'],
    ['a Region left to fill in', 'arn:aws:securityhub:<REGION>::product/x/y'],
    ['another resource', 'arn:aws:securityhub:us-east-1::hub/x/y'],
    ['a subscription', 'arn:aws:securityhub:us-east-1:123456789012:product-subscription/x/y'],
    ['a wildcard', 'arn:aws:securityhub:us-east-1::product/x/*'],
    ['a line break at the end', 'arn:aws:securityhub:us-east-1::product/x/y\n'],
    ['a space before it', ' arn:aws:securityhub:us-east-1::product/x/y'],
    ['no text', ''],
    ['more than 2048 characters', `arn:aws:securityhub:us-east-1::product/x/${'y'.repeat(2048)}`],
  ])('%s is refused', (_, arn) => {
    expect(parseProductArn(arn)).toBeUndefined();
  });
});

describe('subscription ARNs', () => {
  test('come back from their ARN, in the partition of the Region', () => {
    fc.assert(
      fc.property(account, region, name, name, (owner, place, company, product) => {
        const parts = { region: place, account: owner, company, product };
        expect(parseSubscriptionArn(formatSubscriptionArn(parts))).toEqual({
          partition: partitionOf(place),
          ...parts,
        });
      }),
    );
  });

  test('always carry the subscriber', () => {
    expect(parseSubscriptionArn('arn:aws:securityhub:us-east-1::product-subscription/x/y')).toBeUndefined();
    expect(parseSubscriptionArn('arn:aws:securityhub:us-east-1:123456789012:product/x/y')).toBeUndefined();
  });
});

test('the default product is an account’s own', () => {
  const arn = defaultProductArn('eu-west-1', '123456789012');
  expect(arn).toBe('arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default');
  const parts = parseProductArn(arn);
  expect(parts && isDefaultProduct(parts)).toBe(true);
  for (const other of [
    'arn:aws:securityhub:eu-west-1:123456789012:product/210987654321/default',
    'arn:aws:securityhub:eu-west-1::product/123456789012/default',
    'arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/other',
  ]) {
    const otherParts = parseProductArn(other);
    expect(otherParts && isDefaultProduct(otherParts)).toBe(false);
  }
});
