import type { AttributeName } from '../../findings/filter/attributes.js';
import { textArray } from './arrays.js';
import { valueStart } from './facets.js';
import { placeOf, type Table } from './filter/places.js';
import { listOf, readList } from './lists.js';
import type { Scope } from './scopes.js';
import type { Session } from './session.js';
import type { Tally } from './tally.js';
import { decodeText } from './text.js';

/** How the values of an attribute are counted: findings by a text that stands for values, and then those. */
export interface Counting {
  /** What is counted of a finding. */
  expression: string;
  reads: readonly Table[];
  /** How many findings have each value. Of a list, each item counts once, however often it is in there. */
  valuesOf(session: Session, scope: Scope, tally: Tally): Promise<ReadonlyMap<string, number>>;
}

export function countingOf(attribute: AttributeName): Counting {
  const place = placeOf(attribute);
  switch (place.kind) {
    case 'document':
      throw new Error(`findings are not counted by ${attribute}`);
    case 'facet':
      return {
        ...{ expression: listOf('x.facets', valueStart(place.facet)), reads: ['x'] },
        valuesOf: async (_session, _scope, tally) => sum(tally, readList),
      };
    case 'column':
    case 'list': {
      const read = place.kind === 'list' ? readList : (text: string) => [decodeText(text)];
      if (place.table === 'c') return ofChecks(place.sql, read);
      return {
        ...{ expression: place.sql, reads: place.table === 'x' ? ['x'] : [] },
        valuesOf: async (_session, _scope, tally) => sum(tally, read),
      };
    }
  }
}

/** Of the findings of one check, one is looked up. */
const ofChecks = (column: string, read: (text: string) => string[]): Counting => ({
  expression: 'f.check_digest',
  reads: [],
  valuesOf: async (session, { account, region }, tally) => {
    const { rows } = await session.rows<[digest: string, value: string | null]>({
      text: `SELECT c.digest, ${column} FROM checks c 
        WHERE c.account = $1 AND c.region = $2 AND c.digest = ANY ($3::text[])`,
      values: [account, region, textArray([...tally.keys()])],
    });
    const known = new Map(rows);
    return sum(tally, (digest) => {
      const text = known.get(digest) ?? null;
      return text === null ? [] : read(text);
    });
  },
});

function sum(tally: Tally, read: (counted: string) => string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [counted, count] of tally) {
    for (const value of new Set(read(counted))) counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return counts;
}
