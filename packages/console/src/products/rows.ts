import type { Connection } from '../api/connection.js';
import {
  getProductHealth,
  listProducts,
  listSubscriptions,
  type Product,
  type ProductHealth,
} from '../api/products.js';
import { isFailing } from '../onboarding/HealthWarning.js';
import { strings } from '../strings.js';

/** A product of the catalogue, or one that only its sendings are known of. */
export interface ProductRow {
  readonly arn: string;
  readonly name: string;
  readonly company: string;
  readonly description: string;
  readonly categories: readonly string[];
  /** Where it can be enabled and disabled, its subscription: there while it is enabled. */
  readonly subscription: string | undefined;
  /** It is in the catalogue. */
  readonly known: boolean;
  readonly health: ProductHealth | undefined;
}

/** `company/product`, which the ARNs of a product and of its subscription end with. */
const nameIn = (arn: string): string => arn.split('/').slice(1).join('/');

/** The catalogue, what of it is enabled, and what became of what was sent; what there is news of first. */
export async function loadProducts(connection: Connection, signal: AbortSignal): Promise<ProductRow[]> {
  const [products, subscriptions, health] = await Promise.all([
    listProducts(connection, signal),
    listSubscriptions(connection, signal),
    getProductHealth(connection, signal),
  ]);
  return rowsOf(products, subscriptions, health);
}

export function rowsOf(
  products: readonly Product[],
  subscriptions: readonly string[],
  health: readonly ProductHealth[],
): ProductRow[] {
  const enabled = new Map(subscriptions.map((arn) => [nameIn(arn), arn]));
  const healthOf = new Map(health.map((row) => [row.arn ?? '', row]));
  const rows = products.map(
    (product): ProductRow => ({
      ...product,
      subscription: enabled.get(nameIn(product.arn)),
      known: true,
      health: healthOf.get(product.arn),
    }),
  );
  const known = new Set(products.map(({ arn }) => arn));
  const others = health
    .filter(({ arn }) => !known.has(arn ?? ''))
    .map(
      (row): ProductRow => ({
        arn: row.arn ?? '',
        name: row.productName,
        company: row.companyName,
        description: '',
        categories: [],
        subscription: undefined,
        known: false,
        health: row,
      }),
    );
  return [...others, ...rows].sort(byNews);
}

export const nameOf = ({ name, arn }: Pick<ProductRow, 'name' | 'arn'>): string =>
  name || arn || strings.health.unknownProduct;

/** Those in trouble first, then those heard of last, then the others by name. */
function byNews(one: ProductRow, other: ProductRow): number {
  const rank = ({ health }: ProductRow) => (health && isFailing(health) ? 0 : 1);
  const last = ({ health }: ProductRow) => health?.lastAttempt ?? '';
  return (
    rank(one) - rank(other) ||
    last(other).localeCompare(last(one)) ||
    nameOf(one).localeCompare(nameOf(other))
  );
}
