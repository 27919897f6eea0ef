import type { Filter, Leaf, StringLeaf } from '../../findings/filter/tree.js';
import { idDigest } from '../findings-key.js';
import { isRare } from '../rare-values.js';
import { prefixEnd } from '../sqlite/filter/prefix.js';
import { integerArray, textArray } from './arrays.js';
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
  /** Parts of the filter that hold for all of these findings, and need not be asked again. */
  covers?: readonly Filter[];
  /** A part that holds for nearly all of them: see `nearParts`. */
  nearly?: Filter;
}

/**
 * The sources that indexes can answer, of which the one with the fewest findings is the best to start from.
 *
 * @param digests an expression for the digests of all checks that pass, if they are known
 */
export function sourcesOf(filter: Filter, parameters: Parameters, digests?: string): Source[] {
  const parts = partsOf(filter);
  const ofChecks = checkParts(filter);
  return [
    ...parts.flatMap((part) => (isLeaf(part) ? byLeaf(part, parameters) : [])),
    ...(parts.some((part) => isLeaf(part) && isRare(part)) ? [byStates(parts, parameters)] : []),
    ...(ofChecks.length > 0 ? [byCheck(ofChecks, parameters, digests)] : []),
  ];
}

/** The parts of a filter that all must hold, and are about checks alone. */
export const checkParts = (filter: Filter): Filter[] =>
  partsOf(filter).filter((part) => apartIn(part) === 'c');

/** The parts of a filter that all must hold. */
export const partsOf = (filter: Filter): readonly Filter[] =>
  filter.kind === 'and' ? filter.of.flatMap(partsOf) : [filter];

const isLeaf = (filter: Filter): filter is Leaf =>
  filter.kind !== 'and' && filter.kind !== 'or' && filter.kind !== 'not';

/**
 * The parts of a filter that an index of hashes answers but for findings with another value of the same hash, of which there
 * are hardly any. To compare the values themselves takes long, so that is left for the findings of a page.
 */
export const nearParts = (filter: Filter): StringLeaf[] =>
  partsOf(filter).flatMap((part) => (part.kind === 'string' && isHashed(part) ? [part] : []));

/** What the index says of a finding, in a form of which the server makes a table of hashes or a look at the index. */
export const nearCondition = (leaf: StringLeaf, parameters: Parameters): string =>
  `(EXISTS (SELECT FROM ${hashed(leaf, parameters)} AND r.key = f.key)) IS TRUE`;

const isHashed = ({ comparison, attribute }: StringLeaf): boolean =>
  comparison === 'EQUALS' && attribute === 'ResourceId';

/** To stand in FROM: the entries of resources with these Ids. */
function hashed({ values }: StringLeaf, parameters: Parameters): string {
  const hashes = parameters.bind(integerArray(values.map(hashOf)));
  return `resources r WHERE r.account = $account AND r.hash = ANY (${hashes}::bigint[])`;
}

function byLeaf(leaf: Leaf, parameters: Parameters): Source[] {
  if (leaf.kind === 'date' && leaf.attribute === 'UpdatedAt') {
    // The filter says it itself.
    return [{ rows: inScope(compileFilter(leaf, 'may', parameters)), condition: TRUE }];
  }
  if (leaf.kind !== 'string' || leaf.comparison !== 'EQUALS') return [];
  if (isHashed(leaf)) return [{ ...byKey(`SELECT r.key FROM ${hashed(leaf, parameters)}`), nearly: leaf }];
  if (leaf.attribute === 'Id' && leaf.values.length > 0) {
    const prefixes = leaf.values.map(idDigest);
    const from = parameters.bind(textArray(prefixes));
    const to = parameters.bind(textArray(prefixes.map((prefix) => prefixEnd(prefix) ?? '')));
    // One by one: as conditions of one query, they take longer to plan than to answer.
    return [
      byKey(`SELECT i.key FROM unnest(${from}::text[], ${to}::text[]) AS u (low, high)
        CROSS JOIN LATERAL (${inScope('f.key >= u.low AND f.key < u.high')} OFFSET 0) i`),
    ];
  }
  return [];
}

const byKey = (keys: string): Source => ({ rows: keys, condition: `f.key = ANY (ARRAY(${keys}))` });

const inScope = (condition: string): string =>
  `SELECT f.key FROM findings f WHERE f.account = $account AND f.region = $region AND ${condition}`;

/** What `findings_states` says of findings, in its order. */
const STATES: ReadonlySet<string> = new Set([
  'SeverityLabel',
  'WorkflowStatus',
  'RecordState',
  'ComplianceStatus',
]);

function byStates(parts: readonly Filter[], parameters: Parameters): Source {
  const ofStates = parts.filter((part) => isLeaf(part) && STATES.has(part.attribute));
  // The filter says it itself.
  return {
    rows: inScope(conjunction(ofStates.map((part) => compileFilter(part, 'may', parameters)))),
    condition: TRUE,
  };
}

function byCheck(parts: readonly Filter[], parameters: Parameters, digests?: string): Source {
  const condition = `f.check_digest = ANY (${digests ?? `ARRAY(${digestsOf(parts, parameters)})`})`;
  return { rows: inScope(condition), condition, covers: parts };
}

/** A query for the digests of the checks that pass some parts. */
export const digestsOf = (parts: readonly Filter[], parameters: Parameters): string =>
  `SELECT c.digest FROM ${checksThat(conjunction(parts.map((part) => compileWithin(part, 'may', parameters))))}`;
