import type Database from 'better-sqlite3';
import type { AttributeName } from '../../findings/filter/attributes.js';
import { and, type Filter, leaf } from '../../findings/filter/tree.js';
import type { ValueCount, ValuesQuery } from '../statistics.js';
import { begins, mostFrequent } from '../value-counts.js';
import { countIn } from './count.js';
import { placeOf } from './filter/places.js';
import { type Parameter, Parameters } from './filter/statement.js';
import { itemStart } from './lists.js';
import { choosePlan } from './plan.js';
import { prepareScopes } from './scopes.js';
import { selection } from './select.js';
import { prepareQueries, type RunQuery } from './statements.js';
import type { RunTally } from './tally.js';
import type { TimeLimit } from './time-limit.js';

type Values = Readonly<Record<string, Parameter>>;

/** Attributes of which there are about as many values as findings. */
const COUNTLESS: ReadonlySet<AttributeName> = new Set(['Id', 'ResourceId']);
/** Of those, as many findings are looked at as give a choice. */
const CHOICE = 5_000;

/** Prepares the search for values of an attribute on a connection. */
export function prepareValues(
  db: Database.Database,
  inTime: TimeLimit,
  runTally: RunTally,
): (query: ValuesQuery) => ValueCount[] {
  const run = prepareQueries(db);
  const scopeOf = prepareScopes(db);
  const snapshot = db.transaction((query: ValuesQuery): ValueCount[] => {
    const { account, region, attribute, prefix, limit } = query;
    const number = scopeOf(account, region);
    if (number === undefined) return [];
    const scope = { scope: number, account, region };
    if (COUNTLESS.has(attribute)) return someValues(scope, query, run, runTally);
    const everything = { filter: query.filter, groupBy: [attribute], limit: Number.POSITIVE_INFINITY };
    const [values = []] = countIn(scope, everything, run, runTally).groups;
    return values.filter(({ value }) => begins(value, prefix)).slice(0, limit);
  });
  return (query) => inTime(() => snapshot(query));
}

/** Takes the values of the first findings that have any, and counts each of these by its index. */
function someValues(scope: Values, query: ValuesQuery, run: RunQuery, runTally: RunTally): ValueCount[] {
  const { filter, attribute, prefix, limit } = query;
  const seen = new Map<string, number>();
  for (const value of firstValues(scope, query, run)) {
    if (begins(value, prefix)) seen.set(value, (seen.get(value) ?? 0) + 1);
  }
  const counts = mostFrequent(seen, limit).map(({ value }): [string, number] => {
    const equals = leaf({ kind: 'string', attribute, comparison: 'EQUALS', values: [value] });
    const one = { filter: and([equals, filter]), groupBy: [], limit };
    return [value, countIn(scope, one, run, runTally).total];
  });
  return mostFrequent(new Map(counts), limit);
}

/** All values of some findings that have one that begins so. */
function firstValues(scope: Values, { filter, attribute, prefix }: ValuesQuery, run: RunQuery): string[] {
  const place = placeOf(attribute);
  const isList = place.kind === 'list';
  if (!isList && place.kind !== 'column') throw new Error(`${attribute} is in no column`);
  const parameters = new Parameters();
  const pattern = isList ? `%${escaped(itemStart(prefix))}%` : `${escaped(prefix)}%`;
  const begun = `${place.sql} LIKE ${parameters.bind(pattern)} ESCAPE '\\'`;
  const plan = choosePlan(filter, scope, run);
  const found = isEverything(filter)
    ? // No need to look at the findings' own rows.
      `FROM facets x WHERE x.scope = @scope AND docket_in_time() AND ${begun}`
    : selection(filter, plan.source, new Set([place.table]), parameters, begun);
  const rows = run(`SELECT ${place.sql} ${found} LIMIT ${parameters.bind(CHOICE)}`, {
    ...{ ...scope, ...plan.parameters, ...parameters.values },
  });
  return rows.flatMap(([text]): string[] =>
    isList ? [...new Set<string>(JSON.parse(String(text)))] : [String(text)],
  );
}

const isEverything = (filter: Filter): boolean => filter.kind === 'and' && filter.of.length === 0;

/** For LIKE, which reads texts up to U+0000: what comes after it is looked at later. */
const escaped = (text: string): string => text.replace(/\0.*$/s, '').replace(/[\\%_]/g, '\\$&');
