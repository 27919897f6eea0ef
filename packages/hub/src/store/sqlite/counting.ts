import type { Place } from './filter/places.js';
import type { Parameter } from './filter/statement.js';
import type { RunQuery } from './statements.js';
import type { Tally } from './tally.js';

type Values = Readonly<Record<string, Parameter>>;

/** Where values are that lie in the narrow rows, or in what findings have in common. */
type NarrowPlace = Extract<Place, { kind: 'column' | 'list' }>;

/** How values are counted as rows go by: a short thing that stands for them, and afterwards what it stands for. */
interface Counting {
  /** What is counted of a row. */
  sql: string;
  /** How many findings have each value. */
  valuesOf(tally: Tally): ReadonlyMap<string, number>;
}

/** Up to so many checks are looked up one by one rather than read all. */
const FEW_CHECKS = 500;

/** @param scope the parameters of every query */
export function countingOf({ kind, table, sql }: NarrowPlace, scope: Values, run: RunQuery): Counting {
  const isList = kind === 'list';
  const scopeText = (name: string) => String(scope[name.slice(1)]);
  // All of a scope have the same account and Region: no need to hand the text over for each.
  if (sql.startsWith('@')) return { sql: '1', valuesOf: (tally) => sum(tally, () => scopeText(sql), isList) };
  if (table !== 'c') return { sql, valuesOf: (tally) => sum(tally, String, isList) };
  // Of the findings of one check, one is looked up.
  return {
    sql: 'f.check_id',
    valuesOf: (tally) => sum(tally, lookup(sql, tally.size, scope, run), isList),
  };
}

type Lookup = (counted: Parameter) => string | undefined;

/** Finds what an attribute of checks is for one of them. */
function lookup(column: string, wanted: number, scope: Values, run: RunQuery): Lookup {
  const textOf = (value: Parameter | undefined) => (typeof value === 'string' ? value : undefined);
  if (wanted <= FEW_CHECKS) {
    const text = `SELECT ${column} FROM checks c WHERE c.scope = @scope AND c.id = @id`;
    return (id) => textOf(run(text, { ...scope, id })[0]?.[0]);
  }
  const rows = run(`SELECT c.id, ${column} FROM checks c WHERE c.scope = @scope`, scope);
  const known = new Map(rows.map(([id, value]) => [id, textOf(value)]));
  return (id) => known.get(id);
}

/** Of a list, each item counts once, however often it is in there. */
function sum(tally: Tally, textOf: Lookup, isList: boolean): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [counted, count] of tally) {
    const text = textOf(counted);
    if (text === undefined) continue;
    const values: Iterable<string> = isList ? new Set<string>(JSON.parse(text)) : [text];
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return counts;
}
