import type { WriteStatement } from './pipeline.js';
import type { Column } from './rows.js';

/** Columns that have the same value in every row of a statement, with their types. */
export type Constants = readonly (readonly [name: string, type: string, value: string | number])[];

/** Inserts many rows at once. Of one table there must be only one such statement: it may be prepared under the table's name. */
export function insertRows<Item>(
  table: string,
  constants: Constants,
  columns: readonly Column<Item>[],
  items: readonly Item[],
  suffix = '',
): WriteStatement {
  const names = [...constants, ...columns.map(({ name }) => [name])].map(([name]) => name);
  const values = [...constants.map(([, type], index) => `$${index + 1}::${type}`), 'u.*'];
  return {
    name: `insert ${table}`,
    text: `INSERT INTO ${table} (${names.join(', ')})
      SELECT ${values.join(', ')} FROM ${unnested(columns, constants.length)} ${suffix}`,
    values: [...constants.map(([, , value]) => value), ...valuesOf(columns, items)],
  };
}

/**
 * Updates many rows at once: those that the first of the columns and the constants say. Of one table there must be only
 * one such statement.
 *
 * @param sets further columns that all of them get
 */
export function updateRows<Item>(
  table: string,
  constants: Constants,
  columns: readonly [Column<Item>, ...Column<Item>[]],
  items: readonly Item[],
  sets: Constants = [],
): WriteStatement {
  const [key, ...changing] = columns;
  const all = [...constants, ...sets].map(([name, type], index) => [name, `$${index + 1}::${type}`] as const);
  const where = all.slice(0, constants.length).map(([name, value]) => `t.${name} = ${value}`);
  const set = [
    ...all.slice(constants.length).map(([name, value]) => `${name} = ${value}`),
    ...changing.map(({ name }) => `${name} = u.${name}`),
  ];
  return {
    name: `update ${table}`,
    text: `UPDATE ${table} t SET ${set.join(', ')} FROM ${unnested(columns, all.length)}
      WHERE ${[...where, `t.${key.name} = u.${key.name}`].join(' AND ')}`,
    values: [...[...constants, ...sets].map(([, , value]) => value), ...valuesOf(columns, items)],
  };
}

/** Rows of columns under the name `u`, from parameters that come after so many others. */
function unnested<Item>(columns: readonly Column<Item>[], before: number): string {
  const arrays = columns.map(({ type }, index) => `$${before + index + 1}::${type}[]`);
  return `unnest(${arrays.join(', ')}) AS u (${columns.map(({ name }) => name).join(', ')})`;
}

const valuesOf = <Item>(columns: readonly Column<Item>[], items: readonly Item[]): Buffer[] =>
  columns.map(({ values }) => values(items));
