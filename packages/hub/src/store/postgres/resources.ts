import { hashText } from '../sqlite/hash.js';
import { integerArray, textArray } from './arrays.js';
import type { WriteStatement } from './pipeline.js';
import type { Row } from './rows.js';
import type { Session } from './session.js';

/** Removes what findings' resources are looked up by. */
export async function deleteResources(
  session: Session,
  account: string,
  entries: readonly ResourceEntry[],
): Promise<void> {
  for (const statement of resourceDeletes(account, entries)) await session.query(statement);
}

export async function insertResources(
  session: Session,
  account: string,
  rows: readonly Row[],
): Promise<void> {
  for (const statement of resourceInserts(account, rows)) await session.query(statement);
}

/** What `deleteResources` does, as a statement; none for nothing. */
export function resourceDeletes(account: string, entries: readonly ResourceEntry[]): WriteStatement[] {
  if (entries.length === 0) return [];
  const text = `DELETE FROM resources r USING unnest($2::bigint[], $3::text[]) AS u (hash, key)
      WHERE r.account = $1 AND r.hash = u.hash AND r.key = u.key`;
  return [{ text, values: [account, ...columnsOf(entries)] }];
}

/** What `insertResources` does, as a statement; none for nothing. */
export function resourceInserts(account: string, rows: readonly Row[]): WriteStatement[] {
  const entries = rows.flatMap(({ key, write }) => entriesOf(key, write.attributes.resourceIds));
  if (entries.length === 0) return [];
  const text =
    'INSERT INTO resources (account, hash, key) SELECT $1, u.* FROM unnest($2::bigint[], $3::text[]) AS u';
  return [{ name: 'insert resources', text, values: [account, ...columnsOf(entries)] }];
}

export type ResourceEntry = readonly [hash: number, key: string];

/** One for each Id that a finding's resources have. */
export const entriesOf = (key: string, resourceIds: readonly string[]): ResourceEntry[] =>
  [...new Set(resourceIds.map(hashOf))].map((hash) => [hash, key]);

/** Of what the database has of the Id: see `encodeText`. */
export const hashOf = (resourceId: string): number => hashText(resourceId.toWellFormed());

const columnsOf = (entries: readonly ResourceEntry[]): [Buffer, Buffer] => [
  integerArray(entries.map(([hash]) => hash)),
  textArray(entries.map(([, key]) => key)),
];
