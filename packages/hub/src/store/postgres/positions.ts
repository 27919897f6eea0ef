import { and } from '../../findings/filter/tree.js';
import type { FindingQuery } from '../findings.js';
import { compileFilter } from './filter/compile.js';
import { Parameters } from './filter/parameters.js';
import type { Order, Position } from './filter/sort.js';
import { type Selection, selection } from './select.js';
import type { Session } from './session.js';
import { nearParts } from './sources.js';

/** Which of a query's findings are looked at, and how. */
export interface Search {
  order: Order;
  /** Whether they come along the index that has the order. */
  along: boolean;
  /** Makes what the query does not say of the selection. */
  select(parameters: Parameters): Pick<Selection, 'source' | 'from' | 'conditions'>;
}

/**
 * The positions of the first findings of a query: one more than its limit, if there is one.
 *
 * What takes long to compare is compared for these findings alone where an index names nearly the right ones. If any of them
 * is wrong after all, everything is compared on the way.
 */
export async function readPositions(
  session: Session,
  query: FindingQuery,
  search: Search,
): Promise<Position[]> {
  if (nearParts(query.filter).length > 0) {
    const found = await read<[right: boolean | null, ...position: Position]>(session, query, search, true);
    if (found.every(([right]) => right === true)) return found.map(([, ...position]) => position);
  }
  return read<[...position: Position]>(session, query, search, false);
}

/** @param nearly whether to go by indexes of hashes: whether a finding is right comes before its position then */
async function read<Row extends unknown[]>(
  session: Session,
  { filter, limit, ...scope }: FindingQuery,
  { order, along, select }: Search,
  nearly: boolean,
): Promise<Row[]> {
  const parameters = new Parameters(scope);
  const selected = selection({ filter, reads: order.tables, nearly, ...select(parameters) }, parameters);
  const columns = nearly ? `${rightness(filter, parameters)}, ${order.columns}` : order.columns;
  const { rows } = await session.rows<Row>(
    parameters.statement(`SELECT ${columns} ${selected}
      ORDER BY ${order.orderBy(along)} LIMIT ${parameters.bind(limit + 1)}`),
  );
  return rows;
}

/** Whether the values are the right ones, too. As a query for one value, it is asked for the rows of the page alone. */
function rightness(filter: FindingQuery['filter'], parameters: Parameters): string {
  const right = compileFilter(and(nearParts(filter)), 'may', parameters);
  return `(SELECT ${right} FROM facets x WHERE x.account = $account AND x.key = f.key)`;
}
