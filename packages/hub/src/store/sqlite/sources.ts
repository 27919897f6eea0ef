import type { Filter, Leaf } from '../../findings/filter/tree.js';
import { idDigest } from '../findings-key.js';
import { COMMON_VALUES, isRare } from '../rare-values.js';
import { compileFilter, indexedWords } from './filter/compile.js';
import { prefixEnd } from './filter/prefix.js';
import { Parameters } from './filter/statement.js';
import { hashText } from './hash.js';
import { checksOf, partsOf, split } from './select.js';

/** A query for the numbers of rows among which all that a filter selects are. */
export interface RowQuery {
  text: string;
  parameters: Parameters;
  /**
   * A part of the filter that holds for nearly all of these rows, and takes long to look at: all but those with another
   * value of the same hash, or whose words are not indexed yet.
   */
  nearly?: Leaf;
}

/** The queries for rows that indexes can answer, of which the one with the fewest rows is the best to start from. */
export function rowQueries(filter: Filter): RowQuery[] {
  const { ofChecks } = split(filter);
  const queries = partsOf(filter).flatMap((part) => {
    const query = isLeaf(part) ? byLeaf(part) : undefined;
    return query === undefined ? [] : [query];
  });
  if (ofChecks.length > 0) queries.push(byCheck(ofChecks));
  return queries;
}

const isLeaf = (filter: Filter): filter is Leaf =>
  filter.kind !== 'and' && filter.kind !== 'or' && filter.kind !== 'not';

function byLeaf(leaf: Leaf): RowQuery | undefined {
  const parameters = new Parameters('q');
  if (leaf.kind === 'keyword') {
    const text = `${indexedWords(leaf, parameters)} UNION ALL SELECT rid FROM unindexed WHERE scope = @scope`;
    return { text, parameters, nearly: leaf };
  }
  if (leaf.kind === 'date' && leaf.attribute === 'UpdatedAt') {
    const text = `SELECT f.rid FROM findings f INDEXED BY findings_updated_at
      WHERE f.scope = @scope AND ${compileFilter(leaf, parameters)}`;
    return { text, parameters };
  }
  if (leaf.kind !== 'string' || leaf.comparison !== 'EQUALS') return undefined;
  const rare = RARE.find(({ attribute }) => attribute === leaf.attribute);
  if (rare !== undefined) return isRare(leaf) ? byRareValue(rare, leaf.values) : undefined;
  if (leaf.attribute === 'ResourceId') {
    const hashes = parameters.list(leaf.values.map(hashText));
    const text = `SELECT rid FROM resources WHERE scope = @scope AND hash IN (${hashes})`;
    return { text, parameters, nearly: leaf };
  }
  if (leaf.attribute === 'Id') {
    const queries = leaf.values.map((id) => byKeyPrefix(idDigest(id), parameters));
    return { text: queries.join(' UNION ALL ') || 'SELECT 0 WHERE 0', parameters };
  }
  return undefined;
}

/** Indexes of the findings that have other values of an attribute than most have. */
const RARE = [
  { attribute: 'WorkflowStatus', index: 'findings_decided', column: 'workflow_status' },
  { attribute: 'ComplianceStatus', index: 'findings_undecided', column: 'compliance_status' },
] as const;

function byRareValue(
  { attribute, index, column }: (typeof RARE)[number],
  values: readonly string[],
): RowQuery {
  const parameters = new Parameters('q');
  // The engine takes such an index only where its own condition is said again.
  const others = COMMON_VALUES[attribute].map((value) => `AND f.${column} <> '${value}'`).join(' ');
  const text = `SELECT f.rid FROM findings f INDEXED BY ${index}
    WHERE f.scope = @scope AND f.${column} IN (${parameters.list([...values])}) ${others}`;
  return { text, parameters };
}

function byKeyPrefix(prefix: string, parameters: Parameters): string {
  const [from, to] = [parameters.bind(prefix), parameters.bind(prefixEnd(prefix) ?? null)];
  return `SELECT rid FROM findings INDEXED BY findings_key WHERE scope = @scope AND key >= ${from} AND key < ${to}`;
}

function byCheck(parts: readonly Filter[]): RowQuery {
  const parameters = new Parameters('q');
  const text = `SELECT f.rid FROM (SELECT c.id ${checksOf(parts, parameters)}) k
    CROSS JOIN findings f INDEXED BY findings_check ON f.scope = @scope AND f.check_id = k.id`;
  return { text, parameters };
}
