import { at, listOf, numberAt, textAt, textOf, textsOf } from '../json.js';
import type { Connection } from './connection.js';
import { allItems, pageQuery } from './paged.js';

export interface Product {
  readonly arn: string;
  readonly name: string;
  readonly company: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly integrationTypes: readonly string[];
}

export async function listProducts(connection: Connection, signal: AbortSignal): Promise<Product[]> {
  const items = await allItems(connection, 'Products', (token) => ({
    method: 'GET',
    path: '/products',
    query: pageQuery(token),
    signal,
  }));
  return items.map((product) => ({
    arn: textAt(product, 'ProductArn'),
    name: textAt(product, 'ProductName'),
    company: textAt(product, 'CompanyName'),
    description: textAt(product, 'Description'),
    categories: textsOf(at(product, 'Categories')),
    integrationTypes: textsOf(at(product, 'IntegrationTypes')),
  }));
}

/** ARNs of subscriptions: `…:product-subscription/company/product`. */
export async function listSubscriptions(connection: Connection, signal: AbortSignal): Promise<string[]> {
  const items = await allItems(connection, 'ProductSubscriptions', (token) => ({
    method: 'GET',
    path: '/productSubscriptions',
    query: pageQuery(token),
    signal,
  }));
  return textsOf(items);
}

export async function enableProduct(connection: Connection, productArn: string): Promise<void> {
  const body = { ProductArn: productArn };
  await connection.json({ method: 'POST', path: '/productSubscriptions', body });
}

export async function disableProduct(connection: Connection, subscriptionArn: string): Promise<void> {
  const path = `/productSubscriptions/${encodeURIComponent(subscriptionArn)}`;
  await connection.json({ method: 'DELETE', path });
}

/** One kind of refusal, with the finding that met it last. */
export interface HealthError {
  readonly error: string;
  readonly code: string;
  readonly count: number;
  readonly lastSeen: string;
  readonly example: { readonly findingId: string; readonly message: string };
}

/** What a product sent, and what became of it. */
export interface ProductHealth {
  /** Undefined: what named no product that the hub knows. */
  readonly arn: string | undefined;
  readonly productName: string;
  readonly companyName: string;
  readonly enabled: boolean;
  readonly accepted: number;
  readonly ignored: number;
  readonly refused: number;
  readonly lastAttempt: string | undefined;
  readonly lastImport: string | undefined;
  readonly errors: readonly HealthError[];
}

export async function getProductHealth(
  connection: Connection,
  signal: AbortSignal,
): Promise<ProductHealth[]> {
  const answer = await connection.json({ method: 'GET', path: '/_docket/products/health', signal });
  return listOf(at(answer, 'Products')).map((row) => ({
    arn: textOf(at(row, 'ProductArn')),
    productName: textAt(row, 'ProductName'),
    companyName: textAt(row, 'CompanyName'),
    enabled: at(row, 'Enabled') === true,
    accepted: numberAt(row, 'Accepted'),
    ignored: numberAt(row, 'Ignored'),
    refused: numberAt(row, 'Refused'),
    lastAttempt: textOf(at(row, 'LastAttempt')),
    lastImport: textOf(at(row, 'LastImport')),
    errors: listOf(at(row, 'Errors')).map((error) => ({
      error: textAt(error, 'Error'),
      code: textAt(error, 'Code'),
      count: numberAt(error, 'Count'),
      lastSeen: textAt(error, 'LastSeen'),
      example: {
        findingId: textAt(error, 'Example', 'FindingId'),
        message: textAt(error, 'Example', 'Message'),
      },
    })),
  }));
}
