import { partitionOf } from '../access/arn.js';
import type { ProductRow } from '../store/control.js';
import { formatProductArn, type ProductArn } from './arn.js';
import { CATALOGUE } from './catalogue.js';
import { type CatalogueProduct, SENDS } from './integration.js';

/** A product of the catalogue, or one registered with this installation. */
export interface KnownProduct extends CatalogueProduct {
  /** Accounts that may send findings of other accounts with this product, besides the one in its ARN. */
  allowedAccounts: readonly string[];
}

const FROM_CATALOGUE: readonly KnownProduct[] = CATALOGUE.map((entry) => ({ ...entry, allowedAccounts: [] }));

/** A subscription does not name the account part of a product's ARN, so that company and product alone must tell products apart. */
export const productKey = ({ company, product }: { company: string; product: string }): string =>
  `${company}/${product}`;

/**
 * Every product: those of the catalogue and those registered, in a stable order. A registered product takes the place
 * of the catalogue's with the same company and product, which is how an operator gives that one an allow-list.
 */
export function knownProducts(registered: readonly ProductRow[]): KnownProduct[] {
  const products = new Map(FROM_CATALOGUE.map((entry) => [productKey(entry), entry]));
  for (const row of registered) products.set(productKey(row), fromRow(row));
  return [...products].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, product]) => product);
}

/**
 * The product that an ARN names, whatever its Region and partition: company, product and account part must all match.
 * The default product of an account is not among them; see `isDefaultProduct`.
 */
export function findProduct(
  arn: Pick<ProductArn, 'account' | 'company' | 'product'>,
  registered: readonly ProductRow[],
): KnownProduct | undefined {
  const key = productKey(arn);
  const row = registered.find((candidate) => productKey(candidate) === key);
  const product = row ? fromRow(row) : FROM_CATALOGUE.find((candidate) => productKey(candidate) === key);
  if (product === undefined) return undefined;
  return product.account === arn.account || product.otherAccounts?.includes(arn.account)
    ? product
    : undefined;
}

/** The product's ARN as the callers of a Region see it. */
export const productArnIn = (region: string, product: KnownProduct): string =>
  formatProductArn({ partition: partitionOf(region), region, ...pick(product) });

const pick = ({ account, company, product }: KnownProduct) => ({ account, company, product });

const fromRow = (row: ProductRow): KnownProduct => ({
  account: row.ownerAccount,
  company: row.company,
  product: row.product,
  companyName: row.companyName,
  productName: row.productName,
  description: row.description,
  categories: row.categories,
  integrationTypes: SENDS,
  allowedAccounts: row.allowedAccounts,
});
