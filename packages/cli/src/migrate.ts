import { migrateDatabase } from '@docket/hub';
import { type Command, Option } from 'commander';

/** `docket migrate`: what a hub does at its start, as a step of its own. */
export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description(
      'bring a PostgreSQL database up to date, and distribute its tables where it is a Citus cluster',
    )
    .addOption(
      new Option('--database-url <url>', 'postgres://user:password@host/database; better by the environment')
        .env('DOCKET_DATABASE_URL')
        .makeOptionMandatory(),
    )
    .action(migrate);
}

async function migrate({ databaseUrl }: { databaseUrl: string }): Promise<void> {
  const { applied, distributed } = await migrateDatabase(databaseUrl);
  const lines = [
    ...applied.map((name) => `applied ${name}`),
    ...distributed.map((table) => `distributed ${table}`),
  ];
  console.log(lines.length > 0 ? lines.join('\n') : 'The database is up to date.');
}
