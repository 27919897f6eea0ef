import type { Kysely, Selectable } from 'kysely';
import type { AccessKeyRow, ControlStore } from '../control.js';
import { byText, toBoolean, toInteger } from './columns.js';
import type { AccessKeysTable, ControlTables } from './schema.js';

type IdentityStore = Pick<
  ControlStore,
  | 'getAccount'
  | 'listAccounts'
  | 'createAccount'
  | 'getPrincipal'
  | 'listPrincipals'
  | 'createPrincipal'
  | 'replacePrincipal'
  | 'deletePrincipal'
  | 'getAccessKey'
  | 'listAccessKeys'
  | 'createAccessKey'
  | 'setAccessKeyActive'
  | 'deleteAccessKey'
>;

/** Accounts, their principals and their access keys. */
export function identityStore(db: Kysely<ControlTables>): IdentityStore {
  const accounts = db.selectFrom('accounts').select(['account', 'name', 'created_at as createdAt']);
  const principals = db
    .selectFrom('principals')
    .select(['account', 'name', 'policies', 'created_at as createdAt']);
  const keys = db.selectFrom('access_keys').selectAll();
  return {
    getAccount: (account) => accounts.where('account', '=', account).executeTakeFirst(),
    listAccounts: async () =>
      (await accounts.execute()).sort((left, right) => byText(left.account, right.account)),
    createAccount: async ({ account, name, createdAt }) => {
      const result = await db
        .insertInto('accounts')
        .values({ account, name, created_at: createdAt })
        .onConflict((conflict) => conflict.column('account').doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },

    getPrincipal: (account, name) =>
      principals.where('account', '=', account).where('name', '=', name).executeTakeFirst(),
    listPrincipals: async (account) =>
      (await principals.where('account', '=', account).execute()).sort((left, right) =>
        byText(left.name, right.name),
      ),
    createPrincipal: async ({ account, name, policies, createdAt }) => {
      const result = await db
        .insertInto('principals')
        .values({ account, name, policies, created_at: createdAt })
        .onConflict((conflict) => conflict.columns(['account', 'name']).doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },
    replacePrincipal: async ({ account, name, policies }) => {
      const result = await db
        .updateTable('principals')
        .set({ policies })
        .where('account', '=', account)
        .where('name', '=', name)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    deletePrincipal: async (account, name) => {
      const result = await db
        .deleteFrom('principals')
        .where('account', '=', account)
        .where('name', '=', name)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },

    getAccessKey: async (accessKeyId) => {
      const row = await keys.where('access_key_id', '=', accessKeyId).executeTakeFirst();
      return row && toAccessKey(row);
    },
    listAccessKeys: async (account) =>
      (await keys.where('account', '=', account).execute())
        .map(toAccessKey)
        .sort((left, right) => byText(left.accessKeyId, right.accessKeyId)),
    createAccessKey: async (row) => {
      const result = await db
        .insertInto('access_keys')
        .values({
          access_key_id: row.accessKeyId,
          account: row.account,
          principal: row.principal,
          secret: row.secret,
          session_token: row.sessionToken,
          active: toInteger(row.active),
          created_at: row.createdAt,
        })
        .onConflict((conflict) => conflict.column('access_key_id').doNothing())
        .executeTakeFirst();
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
    },
    setAccessKeyActive: async (accessKeyId, active) => {
      const result = await db
        .updateTable('access_keys')
        .set({ active: toInteger(active) })
        .where('access_key_id', '=', accessKeyId)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    deleteAccessKey: async (accessKeyId) => {
      const result = await db
        .deleteFrom('access_keys')
        .where('access_key_id', '=', accessKeyId)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}

const toAccessKey = (row: Selectable<AccessKeysTable>): AccessKeyRow => ({
  accessKeyId: row.access_key_id,
  account: row.account,
  principal: row.principal,
  secret: row.secret,
  sessionToken: row.session_token,
  active: toBoolean(row.active),
  createdAt: row.created_at,
});
