import type { Kysely } from 'kysely';
import type { SessionStore } from '../sessions.js';
import type { ControlTables } from './schema.js';

/** Sessions that somebody signed out of. */
export function sessionStore(db: Kysely<ControlTables>): SessionStore {
  return {
    endSession: async ({ account, id, until }, now) => {
      await db
        .insertInto('ended_sessions')
        .values({ account, id, until })
        .onConflict((conflict) => conflict.columns(['account', 'id']).doNothing())
        .execute();
      await db
        .deleteFrom('ended_sessions')
        .where('account', '=', account)
        .where('until', '<=', now)
        .execute();
    },
    isSessionEnded: async (account, id) => {
      const row = await db
        .selectFrom('ended_sessions')
        .select('id')
        .where('account', '=', account)
        .where('id', '=', id)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
