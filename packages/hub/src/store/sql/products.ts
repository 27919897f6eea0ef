import type { Kysely } from 'kysely';
import type { ControlStore, ProductRow } from '../control.js';
import { byText, parseStringList } from './columns.js';
import type { ControlTables } from './schema.js';

type ProductStore = Pick<ControlStore, 'listProducts' | 'createProduct' | 'replaceProduct' | 'deleteProduct'>;

/** Partner products registered with this installation. */
export function productStore(db: Kysely<ControlTables>): ProductStore {
  return {
    listProducts: async () => {
      const rows = await db.selectFrom('products').selectAll().execute();
      return rows
        .sort((left, right) => byText(left.company, right.company) || byText(left.product, right.product))
        .map((row) => ({
          ownerAccount: row.owner_account,
          company: row.company,
          product: row.product,
          companyName: row.company_name,
          productName: row.product_name,
          description: row.description,
          categories: parseStringList(row.categories),
          allowedAccounts: parseStringList(row.allowed_accounts),
          createdAt: row.created_at,
        }));
    },
    createProduct: async (row) => {
      const { company, product, createdAt } = row;
      const result = await db
        .insertInto('products')
        .values({ company, product, created_at: createdAt, ...detailColumns(row) })
        .onConflict((conflict) => conflict.columns(['company', 'product']).doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },
    replaceProduct: async (row) => {
      const result = await db
        .updateTable('products')
        .set(detailColumns(row))
        .where('company', '=', row.company)
        .where('product', '=', row.product)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    deleteProduct: async (company, product) => {
      const result = await db
        .deleteFrom('products')
        .where('company', '=', company)
        .where('product', '=', product)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}

const detailColumns = (row: Omit<ProductRow, 'company' | 'product' | 'createdAt'>) => ({
  owner_account: row.ownerAccount,
  company_name: row.companyName,
  product_name: row.productName,
  description: row.description,
  categories: JSON.stringify(row.categories),
  allowed_accounts: JSON.stringify(row.allowedAccounts),
});
