import type { Kysely } from 'kysely';
import type { ControlStore } from '../control.js';
import { byText, parseStringList } from './columns.js';
import type { ControlTables } from './schema.js';

type ProductStore = Pick<ControlStore, 'listProducts' | 'putProduct' | 'deleteProduct'>;

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
    putProduct: async (row) => {
      const rest = {
        owner_account: row.ownerAccount,
        company_name: row.companyName,
        product_name: row.productName,
        description: row.description,
        categories: JSON.stringify(row.categories),
        allowed_accounts: JSON.stringify(row.allowedAccounts),
        created_at: row.createdAt,
      };
      await db
        .insertInto('products')
        .values({ company: row.company, product: row.product, ...rest })
        .onConflict((conflict) => conflict.columns(['company', 'product']).doUpdateSet(rest))
        .execute();
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
