import type { Filter, StringLeaf } from '../../findings/filter/tree.js';
import type { FindingQuery } from '../findings.js';
import { textArray } from './arrays.js';
import type { Parameters } from './filter/parameters.js';
import type { Order, Position } from './filter/sort.js';
import { type Found, findFirst, type Search } from './find-first.js';
import type { Session } from './session.js';
import { nearParts, partsOf } from './sources.js';
import { encodeText } from './text.js';

/** A page is nearly always full within so many findings. The server stops where it is. */
const STRETCH = 4_000;
/** The same where an index says which findings are the right ones: to look at one costs a third. */
const NEAR_STRETCH = 16_000;
/** So many of them tell whether that is worth while; of fewer, asking costs as much as looking. */
const SAMPLE = 400;
/** Findings that pass are not spread evenly. */
const MARGIN = 1.5;

/** Where a walk begins, and what is known of the checks that pass: see `Start`. */
interface Walk {
  order: Order;
  after: Position | undefined;
  digests: readonly string[] | undefined;
}

/**
 * Looks at the first findings of a scope behind a position, in the order of an index, which saves looking at all.
 *
 * @returns the findings of a page; undefined if it would not be full
 */
export async function findEarly(
  session: Session,
  query: FindingQuery,
  { order, after, digests }: Walk,
): Promise<Found | undefined> {
  // Findings without a value come last then, and are not compared.
  if (after?.includes(null)) return undefined;
  const lengths = nearParts(query.filter).length > 0 ? [SAMPLE, NEAR_STRETCH] : [STRETCH];
  for (const length of lengths) {
    const select: Search['select'] = (parameters) => {
      const where = [
        'f.account = $account AND f.region = $region',
        ...(after === undefined ? [] : [order.row(after, parameters)]),
        ...highestSeverity(query.filter, order, parameters),
      ];
      const from = `(SELECT * FROM findings f WHERE ${where.join(' AND ')}
        ORDER BY ${order.orderBy(true)} LIMIT ${length}) f`;
      return { source: undefined, ...(digests !== undefined && { digests }), from };
    };
    const found = await findFirst(session, query, { order, along: true, full: true, select });
    if (found.positions.length > query.limit) return found;
    if ((found.positions.length * NEAR_STRETCH) / length < query.limit * MARGIN) return undefined;
  }
  return undefined;
}

/** As `findings_states` has severities, of which the last means all above. */
const ROUNDED = 'least(greatest(ceil(l.severity_normalized), -1000), 1000)::integer';
const LAST = 1_000;

/**
 * In the order of severity, most findings are before the first that has a low one: the walk begins at the highest number
 * that any finding with one of the filter's labels has. Those without a number come last.
 */
function highestSeverity(filter: Filter, order: Order, parameters: Parameters): string[] {
  const labels = partsOf(filter).find(isSeverityLabel);
  if (labels === undefined || !order.fromMostSevere) return [];
  return [
    `f.severity_normalized <= (SELECT CASE WHEN max(s.number) < ${LAST} THEN max(s.number) ELSE 'Infinity'::float8 END
      FROM unnest(${parameters.bind(textArray(labels.values.map(encodeText)))}::text[]) AS u (label)
      CROSS JOIN LATERAL (
        SELECT ${ROUNDED} AS number FROM findings l
        WHERE l.account = $account AND l.region = $region AND l.severity_label = u.label
          AND ${ROUNDED} IS NOT NULL ORDER BY ${ROUNDED} DESC LIMIT 1) s)`,
  ];
}

const isSeverityLabel = (filter: Filter): filter is StringLeaf =>
  filter.kind === 'string' && filter.attribute === 'SeverityLabel' && filter.comparison === 'EQUALS';
