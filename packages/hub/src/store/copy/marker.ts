import { hash } from 'node:crypto';
import { MASTER_KEY_MARK } from '../../access/secrets.js';
import type { StoreContents } from '../contents.js';
import type { ControlStore } from '../control.js';

/** The setting of a store that a copy is made into, until it is complete: it says of which data. */
export const MARKER = 'unfinished-copy';

/**
 * Makes sure that no hub works on half of the data.
 *
 * @throws Error that says what to do
 */
export async function refuseUnfinished(store: Pick<ControlStore, 'getSetting'>): Promise<void> {
  if ((await store.getSetting(MARKER)) === undefined) return;
  throw new Error(
    'the data here is a copy that is not complete: run the same docket copy again, which goes on with it',
  );
}

/**
 * What tells data apart from all other data, wherever it lies; every start of a hub sees to it that there is such a thing.
 *
 * @throws Error if there is nothing to copy, or it is not complete
 */
export async function identityOf(from: StoreContents): Promise<string> {
  const settings = await settingsOf(from);
  if (settings.has(MARKER)) {
    throw new Error(`${from.name} is itself a copy that is not complete: finish that one first`);
  }
  const mark = settings.get(MASTER_KEY_MARK);
  if (mark === undefined) throw new Error(`there is nothing to copy: no hub has ever run on ${from.name}`);
  return hash('sha256', mark, 'base64url');
}

/** The data that an unfinished copy in a store is of. */
export async function markOf(to: StoreContents): Promise<string | undefined> {
  return (await settingsOf(to)).get(MARKER);
}

export async function setMark(to: StoreContents, identity: string): Promise<void> {
  const row = { name: MARKER, value: identity };
  await to.attempt(() =>
    to.control
      .insertInto('settings')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute(),
  );
}

export async function removeMark(to: StoreContents): Promise<void> {
  await to.attempt(() => to.control.deleteFrom('settings').where('name', '=', MARKER).execute());
}

async function settingsOf({ control, attempt }: StoreContents): Promise<Map<string, string>> {
  const names = [MARKER, MASTER_KEY_MARK];
  const rows = await attempt(() =>
    control.selectFrom('settings').selectAll().where('name', 'in', names).execute(),
  );
  return new Map(rows.map(({ name, value }) => [String(name), String(value)]));
}
