import type { AttributeName } from '../../findings/filter/attributes.js';
import { and } from '../../findings/filter/tree.js';
import type { GroupCount, GroupQuery } from '../findings.js';
import { textArray } from './arrays.js';
import type { Database } from './database.js';
import { valueStart } from './facets.js';
import { isExact } from './filter/compile.js';
import { Parameters } from './filter/parameters.js';
import { placeOf, type Table } from './filter/places.js';
import { itemsOf } from './lists.js';
import { passingKeys } from './passing.js';
import { chooseStart, type Start } from './plan.js';
import { type Clock, inTime } from './query-time.js';
import { type Selection, selection } from './select.js';
import type { Session } from './session.js';
import { decodeText } from './text.js';

type Count = [value: string, count: number];

/** Counts findings by the values of an attribute. It reads no documents but for filters. */
export function groupFindings(database: Database, query: GroupQuery): Promise<GroupCount[]> {
  return inTime(database, async (session, clock) => {
    const start = await chooseStart(session, query.filter, query);
    const counts = isExact(query.filter)
      ? await count(session, query, { filter: query.filter, ...start }, query.limit)
      : await countByReading(session, query, start, clock);
    return counts.map(([value, findings]) => ({ value: decodeText(value), count: findings }));
  });
}

async function count(
  session: Session,
  query: GroupQuery,
  { keys, ...selected }: Pick<Selection, 'filter' | 'source' | 'digests'> & { keys?: readonly string[] },
  limit?: number,
): Promise<Count[]> {
  const parameters = new Parameters(query);
  const { counted, value, from, reads } = groupingOf(query.groupBy);
  const conditions = keys === undefined ? [] : [`f.key = ANY (${parameters.bind(textArray(keys))}::text[])`];
  const found = selection({ ...selected, reads: new Set(reads), conditions }, parameters);
  const { rows } = await session.rows<Count>(
    parameters.statement(`SELECT v.value, sum(v.n)::float8 FROM (
        SELECT ${value} AS value, g.n
        FROM (SELECT ${counted} AS counted, count(*) AS n ${found} GROUP BY 1) g ${from}
      ) v WHERE v.value IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
      ${limit === undefined ? '' : `LIMIT ${parameters.bind(limit)}`}`),
  );
  return rows;
}

/** Of a filter that only documents can answer: finds out which findings pass, and counts those. */
async function countByReading(
  session: Session,
  query: GroupQuery,
  start: Start,
  clock: Clock,
): Promise<Count[]> {
  const { filter, limit } = query;
  const counts = new Map<string, number>();
  for await (const keys of passingKeys(
    session,
    { filter, ...start, reads: new Set() },
    new Parameters(query),
    clock,
  )) {
    const some = await count(session, query, { filter: and([]), source: undefined, keys });
    for (const [value, findings] of some) counts.set(value, (counts.get(value) ?? 0) + findings);
  }
  return [...counts]
    .sort(([one, few], [other, many]) => many - few || Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .slice(0, limit);
}

interface Grouping {
  /** What findings are counted by first: of equal texts, only one is taken apart or looked up. */
  counted: string;
  reads: readonly Table[];
  /** The value in terms of what was counted, and what it comes from besides. */
  value: string;
  from: string;
}

function groupingOf(attribute: AttributeName): Grouping {
  const place = placeOf(attribute);
  if (place.kind === 'document') throw new Error(`findings are not grouped by ${attribute}`);
  if (place.kind === 'facet') {
    const start = valueStart(place.facet);
    return {
      ...{ counted: 'x.facets', reads: ['x'], value: `substr(item, ${start.length + 1})` },
      from: `JOIN LATERAL ${itemsOf('g.counted')} AS item ON starts_with(item, '${start}')`,
    };
  }
  const isList = place.kind === 'list';
  if (place.table === 'c') {
    // Of findings of one check, one is looked up.
    const check = 'JOIN checks c ON c.account = $account AND c.region = $region AND c.digest = g.counted';
    return {
      ...{ counted: 'f.check_digest', reads: [], value: isList ? 'item' : place.sql },
      from: isList ? `${check} CROSS JOIN LATERAL ${itemsOf(place.sql)} AS item` : check,
    };
  }
  return {
    ...{ counted: place.sql, reads: place.table === 'x' ? ['x'] : [], value: isList ? 'item' : 'g.counted' },
    from: isList ? `CROSS JOIN LATERAL ${itemsOf('g.counted')} AS item` : '',
  };
}
