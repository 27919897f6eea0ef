import { describe, expect, test } from 'vitest';
import type { ProductRow } from '../store/control.js';
import { parseProductArn } from './arn.js';
import { CATALOGUE } from './catalogue.js';
import { findProduct, knownProducts, productArnIn, productKey } from './find.js';

const row = (changes: Partial<ProductRow>): ProductRow => ({
  ownerAccount: '111122223333',
  company: 'acme',
  product: 'scanner',
  companyName: 'Acme',
  productName: 'Scanner',
  description: 'Scans.',
  categories: [],
  allowedAccounts: ['444455556666'],
  createdAt: '2026-01-02T03:04:05.678Z',
  ...changes,
});

const find = (arn: string, registered: ProductRow[] = []) => {
  const parts = parseProductArn(arn);
  return parts && findProduct(parts, registered);
};

describe('the catalogue', () => {
  test('names each product once, in parts that make an ARN', () => {
    expect(new Set(CATALOGUE.map(productKey)).size).toBe(CATALOGUE.length);
    for (const product of knownProducts([])) {
      const arn = productArnIn('eu-west-1', product);
      expect(parseProductArn(arn), arn).toMatchObject({ company: product.company, product: product.product });
      expect(find(arn)).toEqual(product);
      for (const account of product.otherAccounts ?? []) expect(account).toMatch(/^([0-9]{12})?$/);
    }
  });

  test('says of each product what a console would show', () => {
    for (const product of CATALOGUE) {
      expect(product.companyName.trim()).not.toBe('');
      expect(product.productName.trim()).not.toBe('');
      expect(product.description).toMatch(/^[^\n]{10,140}\.$/);
      expect(product.categories.length).toBeGreaterThan(0);
      for (const url of [product.marketplaceUrl, product.activationUrl]) {
        if (url !== undefined) expect(new URL(url).protocol).toBe('https:');
      }
    }
  });

  test.each([
    ['arn:aws:securityhub:us-east-1::product/prowler/prowler', 'Prowler'],
    ['arn:aws:securityhub:us-east-1::product/aws/guardduty', 'GuardDuty'],
    ['arn:aws:securityhub:us-east-1:679703615338:product/armordefense/armoranywhere', 'Armor Anywhere'],
    [
      'arn:aws:securityhub:us-east-1:517716713836:product/crowdstrike/crowdstrike-falcon',
      'CrowdStrike Falcon',
    ],
    [
      'arn:aws:securityhub:us-east-1:956882702234:product/sumologicinc/sumologic-mda',
      'Machine Data Analytics',
    ],
    ['arn:aws-cn:securityhub:cn-north-1::product/cloud-custodian/cloud-custodian', 'Cloud Custodian'],
  ])('knows %s', (arn, name) => {
    expect(find(arn)?.productName).toBe(name);
  });

  test.each([
    'arn:aws:securityhub:us-east-1:123456789012:product/prowler/prowler',
    'arn:aws:securityhub:us-east-1:111122223333:product/armordefense/armoranywhere',
    'arn:aws:securityhub:us-east-1::product/prowler/other',
    'arn:aws:securityhub:us-east-1::product/nobody/prowler',
    'arn:aws:securityhub:us-east-1::product/constructor/prototype',
  ])('does not know %s', (arn) => {
    expect(find(arn)).toBeUndefined();
  });
});

describe('registered products', () => {
  test('are found beside the catalogue, by their account too', () => {
    const found = find('arn:aws:securityhub:us-east-1:111122223333:product/acme/scanner', [row({})]);
    expect(found).toMatchObject({ companyName: 'Acme', allowedAccounts: ['444455556666'] });
    expect(find('arn:aws:securityhub:us-east-1::product/acme/scanner', [row({})])).toBeUndefined();
  });

  test('take the place of the catalogue’s', () => {
    const registered = [row({ ownerAccount: '', company: 'prowler', product: 'prowler' })];
    expect(find('arn:aws:securityhub:us-east-1::product/prowler/prowler', registered)).toMatchObject({
      productName: 'Scanner',
      allowedAccounts: ['444455556666'],
    });
    expect(knownProducts(registered)).toHaveLength(CATALOGUE.length);
  });

  test('are listed with the others, in one order', () => {
    const keys = knownProducts([row({})]).map(productKey);
    expect(keys).toContain('acme/scanner');
    expect(keys).toEqual([...keys].sort());
    expect(keys).toHaveLength(CATALOGUE.length + 1);
  });
});
