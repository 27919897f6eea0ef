import type { Filter, Leaf } from '../../findings/filter/tree.js';
import { idDigest } from '../findings-key.js';
import { prefixEnd } from '../sqlite/filter/prefix.js';
import { integerArray } from './arrays.js';
import { apartIn, checksThat, compileFilter, compileWithin } from './filter/compile.js';
import type { Parameters } from './filter/parameters.js';
import { conjunction, TRUE } from './filter/sql.js';
import { hashOf } from './resources.js';

/** Some findings that an index names, among which all are that pass a filter. */
export interface Source {
  /** The text of a query with a row for each of them. */
  rows: string;
  /** The condition of being one of them. Lists of values are worked out first, and looked up in an index. */
  condition: string;
  /** Up to so many are quicker looked at than all findings of an account. */
  most: number;
}

/** Looked up one by one, or in the order in which they lie. */
const ONE_BY_ONE = 4_000;
const TOGETHER = 16_000;

/** The sources that indexes can answer, of which the one with the fewest findings is the best to start from. */
export function sourcesOf(filter: Filter, parameters: Parameters): Source[] {
  const parts = partsOf(filter);
  const sources = parts.flatMap((part) => (isLeaf(part) ? byLeaf(part, parameters) : []));
  const ofChecks = parts.filter((part) => apartIn(part) === 'c');
  return ofChecks.length === 0 ? sources : [...sources, byCheck(ofChecks, parameters)];
}

/** The parts of a filter that all must hold. */
export const partsOf = (filter: Filter): readonly Filter[] =>
  filter.kind === 'and' ? filter.of.flatMap(partsOf) : [filter];

const isLeaf = (filter: Filter): filter is Leaf =>
  filter.kind !== 'and' && filter.kind !== 'or' && filter.kind !== 'not';

function byLeaf(leaf: Leaf, parameters: Parameters): Source[] {
  if (leaf.kind === 'date' && leaf.attribute === 'UpdatedAt') {
    // The filter says it itself.
    return [{ rows: inScope(compileFilter(leaf, 'may', parameters)), condition: TRUE, most: TOGETHER }];
  }
  if (leaf.kind !== 'string' || leaf.comparison !== 'EQUALS') return [];
  if (leaf.attribute === 'ResourceId') {
    const hashes = parameters.bind(integerArray(leaf.values.map(hashOf)));
    return [
      byKey(
        `SELECT r.key FROM resources r WHERE r.account = $account AND r.hash = ANY (${hashes}::bigint[])`,
      ),
    ];
  }
  if (leaf.attribute === 'Id') {
    const ranges = leaf.values.map((id) => inScope(isDigestOf(id, parameters)));
    return ranges.length === 0 ? [] : [byKey(ranges.join(' UNION ALL '))];
  }
  return [];
}

const byKey = (keys: string): Source => ({
  ...{ rows: keys, condition: `f.key = ANY (ARRAY(${keys}))`, most: ONE_BY_ONE },
});

const inScope = (condition: string): string =>
  `SELECT f.key FROM findings f WHERE f.account = $account AND f.region = $region AND ${condition}`;

function isDigestOf(id: string, parameters: Parameters): string {
  const prefix = idDigest(id);
  const [from, to] = [parameters.bind(prefix), parameters.bind(prefixEnd(prefix) ?? '')];
  return `f.key >= ${from} AND f.key < ${to}`;
}

function byCheck(parts: readonly Filter[], parameters: Parameters): Source {
  const ofChecks = conjunction(parts.map((part) => compileWithin(part, 'may', parameters)));
  const condition = `f.check_digest = ANY (ARRAY(SELECT c.digest FROM ${checksThat(ofChecks)}))`;
  return { rows: inScope(condition), condition, most: TOGETHER };
}
