import type { Kysely } from 'kysely';
import type { ControlStore } from '../control.js';
import { byText } from './columns.js';
import type { ControlTables } from './schema.js';

type FactStore = Pick<
  ControlStore,
  'getTags' | 'setTags' | 'removeTags' | 'getSetting' | 'putSetting' | 'claimSetting'
>;

/** Tags of resources, and the settings of the installation. */
export function factStore(db: Kysely<ControlTables>): FactStore {
  const getSetting: FactStore['getSetting'] = async (name) => {
    const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
    return row?.value;
  };
  return {
    getTags: async (account, arn) => {
      const rows = await db
        .selectFrom('tags')
        .select(['key', 'value'])
        .where('account', '=', account)
        .where('arn', '=', arn)
        .execute();
      return Object.fromEntries(
        rows.sort((left, right) => byText(left.key, right.key)).map(({ key, value }) => [key, value]),
      );
    },
    setTags: async (account, arn, tags) => {
      const region = arn.split(':')[3] ?? '';
      const rows = Object.entries(tags)
        .map(([key, value]) => ({ account, arn, key, region, value }))
        // Rows are locked in the order in which they are written: two callers with one order do not lock each other out.
        .sort((left, right) => byText(left.key, right.key));
      if (rows.length === 0) return;
      await db
        .insertInto('tags')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['account', 'arn', 'key'])
            .doUpdateSet((row) => ({ value: row.ref('excluded.value') })),
        )
        .execute();
    },
    removeTags: async (account, arn, keys) => {
      if (keys.length === 0) return;
      await db
        .deleteFrom('tags')
        .where('account', '=', account)
        .where('arn', '=', arn)
        .where('key', 'in', keys)
        .execute();
    },
    getSetting,
    putSetting: async (name, value) => {
      await db
        .insertInto('settings')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
    claimSetting: async (name, value) => {
      // A cluster writes settings to all of its nodes, and one of them may be away while a hub starts.
      const known = await getSetting(name);
      if (known !== undefined) return known;
      await db
        .insertInto('settings')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      // Settings are never removed, so whoever came first can be read.
      const row = await db
        .selectFrom('settings')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirstOrThrow();
      return row.value;
    },
  };
}
