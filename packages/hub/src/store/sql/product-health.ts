import type { Insertable, Kysely, Transaction } from 'kysely';
import type {
  ProductHealthError,
  ProductHealthKey,
  ProductHealthRow,
  ProductHealthStore,
} from '../product-health.js';
import { byText } from './columns.js';
import { addErrors, addProducts } from './product-health-upserts.js';
import type { ControlTables, ProductHealthErrorsTable } from './schema.js';

/** Rows in one statement: engines bound the values of one. */
const ROWS_AT_ONCE = 500;
/** Products, or errors, that one condition names. */
const KEYS_AT_ONCE = 100;

/** What imports came to, by product. */
export function productHealthStore(db: Kysely<ControlTables>): ProductHealthStore {
  return {
    addProductHealth: async (rows, maxErrors) => {
      if (rows.length === 0) return;
      // In one order, so that hubs that add at once do not lock each other out.
      const sorted = [...rows].sort(byKey);
      const errors = sorted.flatMap(errorRows);
      await db.transaction().execute(async (transaction) => {
        for (const part of parts(sorted)) await addProducts(transaction, part);
        for (const part of parts(errors)) await addErrors(transaction, part);
        const grown = sorted.filter((row) => row.errors.length > 0);
        for (const part of parts(grown, KEYS_AT_ONCE)) await keepNewest(transaction, part, maxErrors);
      });
    },
    listProductHealth: async (account, region) => {
      const products = await db
        .selectFrom('product_health')
        .selectAll()
        .where('account', '=', account)
        .where('region', '=', region)
        .execute();
      const errors = await db
        .selectFrom('product_health_errors')
        .selectAll()
        .where('account', '=', account)
        .where('region', '=', region)
        .execute();
      return products
        .map(
          ({ created, updated, ignored, refused, ...row }): ProductHealthRow => ({
            ...{ account, region, company: row.company, product: row.product },
            // Engines give large numbers as text.
            ...{ created: Number(created), updated: Number(updated) },
            ...{ ignored: Number(ignored), refused: Number(refused) },
            ...{ firstAttempt: row.first_attempt, lastAttempt: row.last_attempt },
            ...{ firstImport: row.first_import, lastImport: row.last_import },
            errors: errors
              .filter(({ company, product }) => company === row.company && product === row.product)
              .map(
                (error): ProductHealthError => ({
                  ...{ kind: error.kind, code: error.code, count: Number(error.count) },
                  ...{ lastSeen: error.last_seen, findingId: error.finding_id, message: error.message },
                }),
              )
              .sort(byFrequency),
          }),
        )
        .sort(byKey);
    },
  };
}

/** Forgets the kinds of errors that were not seen for longest, where a product has more than there may be. */
async function keepNewest(
  db: Transaction<ControlTables>,
  products: readonly ProductHealthKey[],
  maximum: number,
): Promise<void> {
  const found = await db
    .selectFrom('product_health_errors')
    .select(['account', 'region', 'company', 'product', 'kind', 'last_seen'])
    .where((row) => row.or(products.map((product) => row.and(keyOf(product)))))
    .execute();
  const newestFirst = found.sort(
    (left, right) => byText(right.last_seen, left.last_seen) || byText(left.kind, right.kind),
  );
  const kept = new Map<string, number>();
  const oldest = newestFirst.filter((error) => {
    const product = JSON.stringify(Object.values(keyOf(error)));
    const place = (kept.get(product) ?? 0) + 1;
    kept.set(product, place);
    return place > maximum;
  });
  for (const part of parts(oldest, KEYS_AT_ONCE)) {
    await db
      .deleteFrom('product_health_errors')
      .where((row) => row.or(part.map((error) => row.and({ ...keyOf(error), kind: error.kind }))))
      .execute();
  }
}

const keyOf = ({ account, region, company, product }: ProductHealthKey) => ({
  account,
  region,
  company,
  product,
});

function errorRows({
  account,
  region,
  company,
  product,
  errors,
}: ProductHealthRow): Insertable<ProductHealthErrorsTable>[] {
  return [...errors]
    .sort((left, right) => byText(left.kind, right.kind))
    .map(({ lastSeen, findingId, ...error }) => ({
      ...{ account, region, company, product, ...error },
      ...{ last_seen: lastSeen, finding_id: findingId },
    }));
}

function* parts<Row>(rows: readonly Row[], size = ROWS_AT_ONCE): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

const byKey = (left: ProductHealthKey, right: ProductHealthKey): number =>
  byText(left.account, right.account) ||
  byText(left.region, right.region) ||
  byText(left.company, right.company) ||
  byText(left.product, right.product);

const byFrequency = (left: ProductHealthError, right: ProductHealthError): number =>
  right.count - left.count || byText(right.lastSeen, left.lastSeen) || byText(left.kind, right.kind);
