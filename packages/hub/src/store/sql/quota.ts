import type { Kysely, Transaction } from 'kysely';
import type { Creation } from '../definitions.js';
import type { ControlTables } from './schema.js';

/**
 * Holds others back who take the same name, until the transaction ends. Needed where transactions run side by side and
 * cannot see what the others have not committed yet.
 */
export type Lock = (transaction: Transaction<ControlTables>, name: string) => Promise<void>;

/** For engines with one writer at a time. */
export const noLock: Lock = async () => undefined;

/** Thrown to undo a transaction; never leaves this file. */
class QuotaReached extends Error {}

/**
 * Inserts a row unless there are too many. It writes first and counts then: a transaction of SQLite that began with
 * reading could not write any more once somebody else has written.
 *
 * @param lock taken first, so that everybody counts what the one before has inserted
 * @param insert false if the row is there already
 * @param count rows that count, with the new one
 */
export async function createWithin(
  db: Kysely<ControlTables>,
  quota: number,
  lock: (transaction: Transaction<ControlTables>) => Promise<void>,
  insert: (transaction: Transaction<ControlTables>) => Promise<boolean>,
  count: (transaction: Transaction<ControlTables>) => Promise<number>,
): Promise<Creation> {
  try {
    return await db.transaction().execute(async (transaction) => {
      await lock(transaction);
      if (!(await insert(transaction))) return 'exists';
      if ((await count(transaction)) > quota) throw new QuotaReached();
      return 'created';
    });
  } catch (error) {
    if (error instanceof QuotaReached) return 'full';
    throw error;
  }
}
