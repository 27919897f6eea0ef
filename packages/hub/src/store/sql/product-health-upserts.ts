import type {
  ExpressionBuilder,
  Insertable,
  OnConflictDatabase,
  OnConflictTables,
  Transaction,
} from 'kysely';
import type { ProductHealthRow } from '../product-health.js';
import type { ControlTables, ProductHealthErrorsTable } from './schema.js';

type Conflict<Table extends keyof ControlTables> = ExpressionBuilder<
  OnConflictDatabase<ControlTables, Table>,
  OnConflictTables<Table>
>;

/** Adds counts to those that are there, whoever else does so at the same moment. */
export async function addProducts(
  db: Transaction<ControlTables>,
  rows: readonly ProductHealthRow[],
): Promise<void> {
  const values = rows.map(({ account, region, company, product, ...row }) => ({
    ...{ account, region, company, product },
    ...{ created: row.created, updated: row.updated, ignored: row.ignored, refused: row.refused },
    ...{ first_attempt: row.firstAttempt, last_attempt: row.lastAttempt },
    ...{ first_import: row.firstImport, last_import: row.lastImport },
  }));
  await db
    .insertInto('product_health')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['account', 'region', 'company', 'product']).doUpdateSet((row) => ({
        created: row('product_health.created', '+', row.ref('excluded.created')),
        updated: row('product_health.updated', '+', row.ref('excluded.updated')),
        ignored: row('product_health.ignored', '+', row.ref('excluded.ignored')),
        refused: row('product_health.refused', '+', row.ref('excluded.refused')),
        first_attempt: further(row, 'first_attempt', '<'),
        last_attempt: further(row, 'last_attempt', '>'),
        first_import: further(row, 'first_import', '<'),
        last_import: further(row, 'last_import', '>'),
      })),
    )
    .execute();
}

type Time = 'first_attempt' | 'last_attempt' | 'first_import' | 'last_import';

/** Of the time that is there and the one that comes, the earlier or the later; either may be null. */
const further = (row: Conflict<'product_health'>, column: Time, than: '<' | '>') =>
  row
    .case()
    .when(
      row.or([
        row(`product_health.${column}`, 'is', null),
        row(`excluded.${column}`, than, row.ref(`product_health.${column}`)),
      ]),
    )
    .then(row.ref(`excluded.${column}`))
    .else(row.ref(`product_health.${column}`))
    .end();

/** The same for errors; of two examples, the one that was seen later stays. */
export async function addErrors(
  db: Transaction<ControlTables>,
  rows: readonly Insertable<ProductHealthErrorsTable>[],
): Promise<void> {
  await db
    .insertInto('product_health_errors')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['account', 'region', 'company', 'product', 'kind']).doUpdateSet((row) => ({
        count: row('product_health_errors.count', '+', row.ref('excluded.count')),
        code: newer(row, 'code'),
        last_seen: newer(row, 'last_seen'),
        finding_id: newer(row, 'finding_id'),
        message: newer(row, 'message'),
      })),
    )
    .execute();
}

const newer = (
  row: Conflict<'product_health_errors'>,
  column: 'code' | 'last_seen' | 'finding_id' | 'message',
) =>
  row
    .case()
    .when(row('excluded.last_seen', '>=', row.ref('product_health_errors.last_seen')))
    .then(row.ref(`excluded.${column}`))
    .else(row.ref(`product_health_errors.${column}`))
    .end();
