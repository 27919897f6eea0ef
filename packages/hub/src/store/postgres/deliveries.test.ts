import { createMigratedDatabase, describePostgres } from '../../testing/postgres/database.js';
import { deliveryContract } from '../contract/deliveries.js';
import { openPostgresStore } from './store.js';

describePostgres(() => {
  deliveryContract('PostgreSQL', async () => {
    const test = await createMigratedDatabase();
    const whole = await openPostgresStore(test.url);
    return {
      whole,
      close: async () => {
        await whole.close();
        await test.drop();
      },
    };
  });
});
