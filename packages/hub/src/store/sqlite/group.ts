import type Database from 'better-sqlite3';
import type { AttributeName } from '../../findings/filter/attributes.js';
import type { GroupCount, GroupQuery } from '../findings.js';
import { placeOf, type Table } from './filter/places.js';
import { type Parameter, Parameters } from './filter/statement.js';
import { choosePlan } from './plan.js';
import { prepareScopes } from './scopes.js';
import { selection } from './select.js';
import { prepareQueries } from './statements.js';
import type { TimeLimit } from './time-limit.js';

/** Prepares the counting of findings by the values of an attribute on a connection. It reads no documents but for filters. */
export function prepareGroup(db: Database.Database, inTime: TimeLimit): (query: GroupQuery) => GroupCount[] {
  const run = prepareQueries(db);
  const scopeOf = prepareScopes(db);

  function group({ account, region, filter, groupBy, limit }: GroupQuery): GroupCount[] {
    const scope = scopeOf(account, region);
    if (scope === undefined) return [];
    const values = { scope, account, region };
    const plan = choosePlan(filter, values, run);
    const parameters = new Parameters();
    const { counted, value, from } = groupingOf(groupBy);
    const found = selection(filter, plan.source, new Set(counted.reads), parameters);
    const text = `
      SELECT ${value} AS value, sum(n) AS n
      FROM (SELECT ${counted.sql} AS counted, count(*) AS n ${found} GROUP BY 1) ${from}
      WHERE value IS NOT NULL GROUP BY 1 ORDER BY n DESC, value LIMIT ${parameters.bind(limit)}`;
    return run(text, { ...values, ...plan.parameters, ...parameters.values }).map(countOf);
  }

  // One snapshot for the choice and the counts.
  const snapshot = db.transaction(group);
  return (query) => inTime(() => snapshot(query));
}

const countOf = ([value, count]: readonly Parameter[]): GroupCount => ({
  value: String(value),
  count: Number(count),
});

interface Grouping {
  /** What findings are counted by first: of equal texts, only one is taken apart or looked up. */
  counted: { sql: string; reads: readonly Table[] };
  /** The value in terms of what was counted, and the tables that it comes from. */
  value: string;
  from: string;
}

function groupingOf(attribute: AttributeName): Grouping {
  const place = placeOf(attribute);
  switch (place.kind) {
    case 'document':
      throw new Error(`findings are not grouped by ${attribute}`);
    case 'facet': {
      const sql = `json_extract(${place.sql}, '${place.path}')`;
      return {
        counted: { sql, reads: [place.table] },
        value: 'item.value',
        from: ', json_each(counted) AS item',
      };
    }
    case 'column':
    case 'list':
      break;
  }
  const isList = place.kind === 'list';
  if (place.table === 'c') {
    // Of findings of one check, one is looked up.
    const check = 'JOIN checks c ON c.scope = @scope AND c.id = counted';
    return {
      counted: { sql: 'f.check_id', reads: [] },
      value: isList ? 'item.value' : place.sql,
      from: isList ? `${check}, json_each(${place.sql}) AS item` : check,
    };
  }
  return {
    counted: { sql: place.sql, reads: place.table === 'f' ? [] : [place.table] },
    value: isList ? 'item.value' : 'counted',
    from: isList ? ', json_each(counted) AS item' : '',
  };
}
