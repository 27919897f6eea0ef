import { ACCOUNT_ID } from '../access/arn.js';
import { invalidInput } from '../errors.js';
import { formatSubscriptionArn } from '../products/arn.js';
import { knownProducts } from '../products/find.js';
import type { ProductRow } from '../store/control.js';
import { conflict, notFound, productInPath, requireHubOf } from './found.js';
import { accountId, listOf, optional, productPart, readMembers, required, text } from './members.js';
import { type AdminContext, type AdminRoute, adminRoute } from './route.js';

const DETAILS = [
  'OwnerAccountId',
  'CompanyName',
  'ProductName',
  'Description',
  'Categories',
  'AllowedAccounts',
];

const render = (row: ProductRow) => ({
  Company: row.company,
  Product: row.product,
  OwnerAccountId: row.ownerAccount,
  CompanyName: row.companyName,
  ProductName: row.productName,
  Description: row.description,
  Categories: row.categories,
  AllowedAccounts: row.allowedAccounts,
  CreatedAt: row.createdAt,
});

function readDetails(members: ReadonlyMap<string, unknown>) {
  return {
    ownerAccount: optional(members, 'OwnerAccountId', accountId, ''),
    // The finding format's limits for these two.
    companyName: required(members, 'CompanyName', text(1, 128)),
    productName: required(members, 'ProductName', text(1, 128)),
    description: optional(members, 'Description', text(0, 1024), ''),
    categories: optional(members, 'Categories', listOf(text(1, 128), 20), []),
    allowedAccounts: [...new Set(optional(members, 'AllowedAccounts', listOf(accountId, 1000), []))],
  };
}

export const PRODUCT_ROUTES: readonly AdminRoute[] = [
  adminRoute('POST', '/products', 'docket:CreateProduct', async ({ body }, context) => {
    const members = readMembers(body, ['Company', 'Product', ...DETAILS]);
    const key = {
      company: required(members, 'Company', productPart),
      product: required(members, 'Product', productPart),
    };
    if (ACCOUNT_ID.test(key.company)) {
      throw invalidInput('Company must not be 12 digits: such ARNs are those of the accounts’ own products');
    }
    const row = { ...key, ...readDetails(members), createdAt: context.now.toISOString() };
    if (!(await context.control.createProduct(row))) {
      throw conflict(`Product ${key.company}/${key.product}`);
    }
    return { status: 201, body: { Product: render(row) } };
  }),

  adminRoute('GET', '/products', 'docket:ListProducts', async (_, { control }) => ({
    status: 200,
    body: { Products: (await control.listProducts()).map(render) },
  })),

  adminRoute('PUT', '/products/:company/:product', 'docket:UpdateProduct', async (input, context) => {
    const key = productInPath(input);
    const details = readDetails(readMembers(input.body, DETAILS));
    const product = await find(key, context);
    if (product === undefined) throw unknownProduct(key);
    const row = { ...product, ...details };
    // Deleted meanwhile, it must not come back.
    if (!(await context.control.replaceProduct(row))) throw unknownProduct(key);
    return { status: 200, body: { Product: render(row) } };
  }),

  adminRoute('DELETE', '/products/:company/:product', 'docket:DeleteProduct', async (input, { control }) => {
    const key = productInPath(input);
    if (!(await control.deleteProduct(key.company, key.product))) throw unknownProduct(key);
    return { status: 200, body: {} };
  }),

  adminRoute(
    'PUT',
    '/accounts/:account/hubs/:region/subscriptions/:company/:product',
    'docket:EnableProduct',
    async (input, context) => {
      const { account, region } = await requireHubOf(input, context);
      const key = productInPath(input);
      const known = knownProducts(await context.control.listProducts());
      if (!known.some(({ company, product }) => company === key.company && product === key.product)) {
        throw unknownProduct(key);
      }
      const createdAt = context.now.toISOString();
      // Asked again, it is enabled already, which is what was asked for.
      await context.control.createSubscription({ account, region, ...key, createdAt });
      return {
        status: 200,
        body: { ProductSubscriptionArn: formatSubscriptionArn({ account, region, ...key }) },
      };
    },
  ),

  adminRoute(
    'DELETE',
    '/accounts/:account/hubs/:region/subscriptions/:company/:product',
    'docket:DisableProduct',
    async (input, context) => {
      const { account, region } = await requireHubOf(input, context);
      const key = productInPath(input);
      if (!(await context.control.deleteSubscription({ account, region, ...key }))) {
        throw notFound(
          `The subscription of account ${account} to ${key.company}/${key.product} in ${region}`,
        );
      }
      return { status: 200, body: {} };
    },
  ),
];

interface Key {
  company: string;
  product: string;
}

const find = async (key: Key, { control }: AdminContext): Promise<ProductRow | undefined> =>
  (await control.listProducts()).find((row) => row.company === key.company && row.product === key.product);

const unknownProduct = ({ company, product }: Key) => notFound(`Product ${company}/${product}`);
