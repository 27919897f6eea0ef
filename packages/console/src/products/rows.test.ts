import { describe, expect, test } from 'vitest';
import type { Product, ProductHealth } from '../api/products.js';
import { rowsOf } from './rows.js';

const product = (name: string): Product => ({
  arn: `arn:aws:securityhub:eu-west-1::product/acme/${name}`,
  name,
  company: 'Acme',
  description: '',
  categories: [],
  integrationTypes: [],
});

const health = (arn: string | undefined, changes: Partial<ProductHealth> = {}): ProductHealth => ({
  arn,
  productName: 'Named by health',
  companyName: '',
  enabled: true,
  accepted: 1,
  ignored: 0,
  refused: 0,
  lastAttempt: '2026-03-04T00:00:00.000Z',
  lastImport: '2026-03-04T00:00:00.000Z',
  errors: [],
  ...changes,
});

const subscription = (name: string): string =>
  `arn:aws:securityhub:eu-west-1:123456789012:product-subscription/acme/${name}`;

describe('products', () => {
  test('know their subscription and their health', () => {
    const [a, b] = [product('a'), product('b')];
    const rows = rowsOf([a, b], [subscription('b')], [health(a.arn)]);
    expect(rows).toMatchObject([
      { name: 'a', subscription: undefined, known: true, health: { accepted: 1 } },
      { name: 'b', subscription: subscription('b'), known: true, health: undefined },
    ]);
  });

  test('are also those of which only sendings are known', () => {
    const rows = rowsOf([], [], [health(undefined, { productName: '' }), health('arn:x/y/z')]);
    expect(rows).toMatchObject([
      { arn: 'arn:x/y/z', name: 'Named by health', known: false },
      { arn: '', name: '', known: false },
    ]);
  });

  test('that are refused come first', () => {
    const [a, b, c] = [product('a'), product('b'), product('c')];
    const refused = { refused: 3, lastImport: undefined };
    const rows = rowsOf([a, b, c], [], [health(b.arn), health(c.arn, refused)]);
    expect(rows.map(({ name }) => name)).toEqual(['c', 'b', 'a']);
  });
});
