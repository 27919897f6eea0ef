import { ServiceError } from '../../errors.js';
import type { Store } from '../store.js';
import { type ConnectOptions, connectDatabase } from './connect.js';
import { postgresControlStore } from './control.js';
import { postgresDeliveryStore } from './deliveries.js';
import { postgresFindingStore } from './findings.js';
import { migrateDatabase } from './migrate.js';
import { withRetry } from './retry.js';
import { postgresStatistics } from './statistics.js';

/**
 * Opens the store in a PostgreSQL database, creating and migrating it as needed. Any number of hubs can do so: all that
 * they share is in there.
 *
 * @param url see `readDatabaseUrl`
 * @throws Error that says what is wrong with the URL, the server or the database, and what to do
 */
export async function openPostgresStore(url: string, options: ConnectOptions = {}): Promise<Store> {
  // On a connection of its own, without a time limit: of a large database, a new index takes its time.
  await migrateDatabase(url);
  const database = await connectDatabase(url, options);
  try {
    await withRetry(() => database.ping(), options);
  } catch (error) {
    await database.close();
    throw error;
  }
  let closed: Promise<void> | undefined;
  return {
    control: postgresControlStore(database, options),
    deliveries: postgresDeliveryStore(database, options),
    findings: postgresFindingStore(database, options),
    statistics: postgresStatistics(database, options),
    ping: () => database.ping(),
    backup: async () => {
      throw new ServiceError(
        'NotImplemented',
        'The store is a PostgreSQL database: back it up with its own tools, such as pg_dump.',
      );
    },
    close: () => {
      closed ??= database.close();
      return closed;
    },
  };
}
