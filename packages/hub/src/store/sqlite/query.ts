import type { Condition, FindingQuery, StringAttribute, StringMatch } from '../findings.js';

/** SQL with its parameters, in order. */
export interface Statement {
  text: string;
  parameters: (string | number)[];
}

const COLUMN: Record<StringAttribute, string> = {
  id: 'f.id',
  productArn: 'f.product_arn',
  productName: 'f.product_name',
  account: 'f.account',
  region: 'f.region',
  severityLabel: 'f.severity_label',
  recordState: 'f.record_state',
  workflowStatus: 'f.workflow_status',
};

/** The place of the last row of a page: the value it was sorted by (null without a sort) and its key. */
export type Position = [sorted: string | null, key: string];

/** Compiles a query for findings; the rows are (body, key, updated_at), one more than the limit if there is a next page. */
export function compileFind(query: FindingQuery, after: Position | undefined): Statement {
  const parameters: Statement['parameters'] = [];
  const bind = (value: string | number): string => {
    parameters.push(value);
    return '?';
  };
  const where = [`f.account = ${bind(query.account)}`, `f.region = ${bind(query.region)}`];
  for (const condition of query.where) where.push(compileCondition(condition, bind));

  const direction = query.sort?.order === 'desc' ? 'DESC' : 'ASC';
  const beyond = direction === 'DESC' ? '<' : '>';
  if (after !== undefined) {
    const [sorted, key] = after;
    where.push(
      query.sort && sorted !== null
        ? `(f.updated_at, f.key) ${beyond} (${bind(sorted)}, ${bind(key)})`
        : `f.key > ${bind(key)}`,
    );
  }
  const order = query.sort ? `f.updated_at ${direction}, f.key ${direction}` : 'f.key';
  return {
    text: `SELECT d.body AS body, f.key AS key, f.updated_at AS updated_at
      FROM findings f JOIN documents d ON d.rid = f.rid
      WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${bind(query.limit + 1)}`,
    parameters,
  };
}

type Bind = (value: string | number) => string;

function compileCondition(condition: Condition, bind: Bind): string {
  if (condition.kind === 'time') {
    if (condition.anyOf.length === 0) return '1';
    const ranges = condition.anyOf.map(({ from, to }) =>
      all([
        from === undefined ? undefined : `f.updated_at >= ${bind(from)}`,
        to === undefined ? undefined : `f.updated_at <= ${bind(to)}`,
      ]),
    );
    return `(${ranges.join(' OR ')})`;
  }
  const column = COLUMN[condition.attribute];
  const positive = condition.anyOf.map((match) => compare(column, match, bind));
  // An attribute that is missing violates no negative comparison.
  const negative = condition.noneOf.map((match) => `(${column} IS NULL OR ${compare(column, match, bind)})`);
  return all([positive.length > 0 ? `(${positive.join(' OR ')})` : undefined, ...negative]);
}

function compare(column: string, { comparison, value }: StringMatch, bind: Bind): string {
  switch (comparison) {
    case 'EQUALS':
      return `${column} = ${bind(value)}`;
    case 'NOT_EQUALS':
      return `${column} <> ${bind(value)}`;
    case 'PREFIX':
      return `${beginning(column, value, bind)} = CAST(${bind(value)} AS BLOB)`;
    case 'PREFIX_NOT_EQUALS':
      return `${beginning(column, value, bind)} <> CAST(${bind(value)} AS BLOB)`;
  }
}

/** In bytes: functions on text stop at a NUL, which an Id may hold. Of no bytes at all, SQLite makes NULL. */
const beginning = (column: string, value: string, bind: Bind): string =>
  `iif(${column} = '', x'', substr(CAST(${column} AS BLOB), 1, ${bind(Buffer.byteLength(value))}))`;

const all = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' AND ') || '1';
