import { afterAll, beforeAll } from 'vitest';
import { describePostgres } from '../../testing/postgres/database.js';
import { consoleContract } from '../contract/console.js';
import { controlContract } from '../contract/control.js';
import { definitionContract } from '../contract/definitions.js';
import { productHealthContract } from '../contract/product-health.js';
import { createMigrated, type MigratedDatabase } from './testing.js';

describePostgres(() => {
  let migrated: MigratedDatabase;
  beforeAll(async () => {
    migrated = await createMigrated();
  });
  afterAll(() => migrated.close());

  const open = () => migrated.openControl();
  controlContract('PostgreSQL', open);
  definitionContract('PostgreSQL', open);
  productHealthContract('PostgreSQL', open);
  consoleContract('PostgreSQL', open);
});
