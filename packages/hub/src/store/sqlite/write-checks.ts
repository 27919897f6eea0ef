import type Database from 'better-sqlite3';
import type { PackedCheck } from './messages.js';

const MAX_KNOWN = 50_000;

export interface Checks {
  /** The number of a set of common attributes in a scope, which is stored if it is new. */
  numberOf(scope: number, check: PackedCheck): number;
  /** Removes one that no finding has any more. */
  drop(scope: number, id: number): void;
  /** Must be called when a transaction is rolled back: what it stored is not there. */
  forget(): void;
}

/** Prepares the writing of what findings have in common. */
export function prepareChecks(db: Database.Database): Checks {
  const known = new Map<string, number>();
  const select = db
    .prepare<[number, string], number>('SELECT id FROM checks WHERE scope = ? AND digest = ?')
    .pluck();
  const next = db
    .prepare<[number], number>('SELECT coalesce(max(id), 0) + 1 FROM checks WHERE scope = ?')
    .pluck();
  const insert = db.prepare(`
    INSERT INTO checks (scope, id, digest, product_arn, product_name, company_name, generator_id, title, types, resource_types)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const remove = db
    .prepare<[number, number], string>(`
    DELETE FROM checks WHERE scope = ? AND id = ?
      AND NOT EXISTS (SELECT 1 FROM findings f WHERE f.scope = checks.scope AND f.check_id = checks.id)
    RETURNING digest`)
    .pluck();

  return {
    numberOf(scope, check) {
      const [digest] = check;
      const name = `${scope} ${digest}`;
      let id = known.get(name) ?? select.get(scope, digest);
      if (id === undefined) {
        id = next.get(scope) ?? 1;
        insert.run(scope, id, ...check);
      }
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(name, id);
      return id;
    },
    drop(scope, id) {
      const digest = remove.get(scope, id);
      if (digest !== undefined) known.delete(`${scope} ${digest}`);
    },
    forget: () => known.clear(),
  };
}
