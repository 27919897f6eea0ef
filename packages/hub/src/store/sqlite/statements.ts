import type Database from 'better-sqlite3';
import type { Parameter } from './filter/statement.js';

const MAX_KNOWN = 500;

export type Row = Parameter[];

/** Runs queries whose text is made of the request: values are parameters, so that the same texts come again. */
export type RunQuery = (text: string, parameters: Readonly<Record<string, Parameter>>) => Row[];

/** Keeps prepared what was asked before. */
export function prepareQueries(db: Database.Database): RunQuery {
  const known = new Map<string, Database.Statement<unknown[], Row>>();
  return (text, parameters) => {
    let statement = known.get(text);
    if (statement === undefined) {
      statement = db.prepare<unknown[], Row>(text).raw();
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(text, statement);
    }
    return statement.all(parameters);
  };
}
