import type Database from 'better-sqlite3';

/** Finds the number of an account in a Region; undefined if nothing of it was ever stored. It never changes. */
export function prepareScopes(
  db: Database.Database,
): (account: string, region: string) => number | undefined {
  const known = new Map<string, number>();
  const select = db
    .prepare<[string, string], number>('SELECT id FROM scopes WHERE account = ? AND region = ?')
    .pluck();
  return (account, region) => {
    const name = `${account} ${region}`;
    const found = known.get(name) ?? select.get(account, region);
    if (found !== undefined) known.set(name, found);
    return found;
  };
}
