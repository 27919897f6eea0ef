import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, test } from 'vitest';
import { parseFilters } from '../../../findings/filter/parse.js';
import { attributes } from '../../contract/attributes.js';
import { filterContract, type OpenedForFilters } from '../../contract/filters.js';
import { CONTROL_MIGRATIONS } from '../../sql/control-migrations.js';
import { prepareGroup } from '../group.js';
import { packWrite } from '../messages.js';
import { FINDING_MIGRATIONS } from '../migrations.js';
import { prepareFind } from '../query.js';
import { limitTime, TOO_LONG } from '../time-limit.js';
import { prepareIndexing } from '../words.js';
import { prepareWrites } from '../write.js';
import { registerFunctions } from './functions.js';

/** In this thread and in memory, so that it can be told when to index words. */
async function open(milliseconds = 60_000): Promise<OpenedForFilters> {
  const db = new Database(':memory:');
  const kysely = new Kysely<unknown>({ dialect: new SqliteDialect({ database: db }) });
  for (const { up } of Object.values({ ...CONTROL_MIGRATIONS, ...FINDING_MIGRATIONS })) await up(kysely);
  registerFunctions(db);
  const inTime = limitTime(db, milliseconds);
  const writes = prepareWrites(db);
  const [find, group, index] = [prepareFind(db, inTime), prepareGroup(db, inTime), prepareIndexing(db)];
  const waiting = db.prepare<[], number>('SELECT count(*) FROM unindexed').pluck();
  return {
    store: {
      commit: async (findings) => writes.commit(findings.map(packWrite), []),
      find: async (query) => find(query),
      group: async (query) => group(query),
    },
    // The oldest first: all of earlier findings, and half of these.
    settle: (findings) => {
      index((waiting.get() ?? 0) - Math.floor(findings / 2));
    },
    close: async () => {
      db.close();
    },
  };
}

filterContract('SQLite', open, { thoroughness: 4 });

test('a query that reads documents ends when its time is up', async () => {
  const { store, close } = await open(-1);
  const key = { account: '111122223333', region: 'eu-west-1', productArn: 'arn', id: 'a' };
  const document = '{"Description":"x"}';
  await store.commit([{ key, expected: 0, document, customerSet: 0, attributes: attributes(), history: [] }]);
  const query = { account: key.account, region: key.region, sort: [], limit: 10 };
  const filter = parseFilters({ Description: [{ Value: 'x', Comparison: 'PREFIX' }] }, new Date());
  await expect(store.find({ ...query, filter })).rejects.toThrow(TOO_LONG);
  const all = parseFilters({}, new Date());
  expect((await store.find({ ...query, filter: all })).documents).toEqual([document]);
  await close();
});
