import type Database from 'better-sqlite3';
import type { PackedStatement, StatementResult } from './worker-dialect.js';

const MAX_KNOWN = 200;

/** Runs statements that another thread made, and remembers the prepared ones. */
export function prepareStatements(db: Database.Database): (statement: PackedStatement) => StatementResult {
  const known = new Map<string, Database.Statement<unknown[], Record<string, unknown>>>();
  return ([sql, parameters]) => {
    let statement = known.get(sql);
    if (statement === undefined) {
      statement = db.prepare<unknown[], Record<string, unknown>>(sql);
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(sql, statement);
    }
    if (!statement.reader) return { rows: [], changes: statement.run(...parameters).changes };
    const rows = statement.all(...parameters);
    return { rows, changes: rows.length };
  };
}
