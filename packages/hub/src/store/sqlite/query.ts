import type { FindingQuery } from '../findings.js';
import { compileFilter } from './filter/compile.js';
import { Order, type Position } from './filter/sort.js';
import { Parameters } from './filter/statement.js';

export interface Statement {
  text: string;
  parameters: Parameters['values'];
}

/**
 * Compiles a query for findings. A row is the document and then the values of its position, in the order's order; there
 * is one row more than the limit if there is a next page.
 */
export function compileFind(query: FindingQuery, after: Position | undefined): Statement {
  const parameters = new Parameters();
  const order = new Order(query.sort);
  const where = [
    `f.account = ${parameters.bind(query.account)}`,
    `f.region = ${parameters.bind(query.region)}`,
    compileFilter(query.filter, parameters),
    ...(after === undefined ? [] : [order.after(after, parameters)]),
  ];
  const text = `SELECT d.body, ${order.columns}
    FROM findings f JOIN documents d ON d.rid = f.rid
    WHERE ${where.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${parameters.bind(query.limit + 1)}`;
  return { text, parameters: parameters.values };
}
