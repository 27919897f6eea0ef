import type { Kysely } from 'kysely';
import type { ControlStore } from '../control.js';
import { parseStringMap } from './columns.js';
import type { ControlTables } from './schema.js';

type FactStore = Pick<ControlStore, 'getTags' | 'putTags' | 'getSetting' | 'putSetting'>;

/** Tags of resources, and the settings of the installation. */
export function factStore(db: Kysely<ControlTables>): FactStore {
  return {
    getTags: async (account, arn) => {
      const row = await db
        .selectFrom('tags')
        .select('tags')
        .where('account', '=', account)
        .where('arn', '=', arn)
        .executeTakeFirst();
      return row ? parseStringMap(row.tags) : {};
    },
    putTags: async (account, arn, tags) => {
      if (Object.keys(tags).length === 0) {
        await db.deleteFrom('tags').where('account', '=', account).where('arn', '=', arn).execute();
        return;
      }
      const text = JSON.stringify(tags);
      await db
        .insertInto('tags')
        .values({ account, arn, region: arn.split(':')[3] ?? '', tags: text })
        .onConflict((conflict) => conflict.columns(['account', 'arn']).doUpdateSet({ tags: text }))
        .execute();
    },
    getSetting: async (name) => {
      const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
      return row?.value;
    },
    putSetting: async (name, value) => {
      await db
        .insertInto('settings')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
  };
}
