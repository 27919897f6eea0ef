import { and, type Filter } from '../../findings/filter/tree.js';
import { textArray } from './arrays.js';
import { compileFilter, tablesOf } from './filter/compile.js';
import type { Parameters } from './filter/parameters.js';
import type { Table } from './filter/places.js';
import { TRUE } from './filter/sql.js';
import { checkParts, nearCondition, nearParts, partsOf, sourcesOf } from './sources.js';

/** The document of a finding, which is looked up for those alone that are selected in the end. */
export const DOCUMENT = '(SELECT d.body FROM documents d WHERE d.account = $account AND d.key = f.key)';

/** What a query looks at. */
export interface Selection {
  filter: Filter;
  /** The place of its source among those of the filter; undefined for all findings of the scope. */
  source: number | undefined;
  /** The digests of all checks that pass, if they are known: see `chooseStart`. */
  digests?: readonly string[];
  /** Tables that are read besides those of the filter. */
  reads: ReadonlySet<Table>;
  /** Whether to leave it at what indexes say of `nearParts`: what is selected then must be looked at again. */
  nearly?: boolean;
  /** The text of another query to stand in the place of the findings, which it has the columns of. */
  from?: string;
  conditions?: readonly string[];
}

/** A text that starts with FROM: the findings `f` of a scope that may pass a filter, with the tables that are read besides. */
export function selection(
  { filter, source, digests, reads, nearly = false, from, conditions = [] }: Selection,
  parameters: Parameters,
): string {
  const known = digests === undefined ? undefined : `${parameters.bind(textArray(digests))}::text[]`;
  const started = source === undefined ? undefined : sourcesOf(filter, parameters, known)[source];
  const near = nearly ? nearParts(filter) : [];
  const ofChecks = digests === undefined ? [] : checkParts(filter);
  const answered = new Set([...near, ...ofChecks, ...(started?.covers ?? [])]);
  const asked = and(partsOf(filter).filter((part) => !answered.has(part)));
  const tables = new Set([...reads, ...tablesOf(asked)]);
  const where = [
    'f.account = $account AND f.region = $region',
    started?.condition ?? TRUE,
    known === undefined || started?.covers !== undefined ? TRUE : `f.check_digest = ANY (${known})`,
    ...near.filter((part) => part !== started?.nearly).map((part) => nearCondition(part, parameters)),
    compileFilter(asked, 'may', parameters),
    ...conditions,
  ];
  return [
    `FROM ${from ?? 'findings f'}`,
    // Those of a filter's checks are asked apart.
    ...(reads.has('c')
      ? ['JOIN checks c ON c.account = $account AND c.region = $region AND c.digest = f.check_digest']
      : []),
    ...(tables.has('x') ? ['JOIN facets x ON x.account = $account AND x.key = f.key'] : []),
    `WHERE ${where.filter((condition) => condition !== TRUE).join(' AND ')}`,
  ].join('\n');
}
