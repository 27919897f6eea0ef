import { resolve } from 'node:path';
import type { StoreContents } from '../contents.js';
import { openPostgresContents } from '../postgres/contents.js';
import { openSqliteContents } from '../sqlite/contents.js';
import { type Comparison, type CopyProgress, copyContents } from './copy.js';

const isUrl = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);

/**
 * Copies everything from one place to another, each a data folder or the URL of a PostgreSQL database. See `copyContents`.
 *
 * @returns what was compared at the end: the copy is complete if all of it is equal
 * @throws Error that says what to do
 */
export async function copyStore(
  from: string,
  to: string,
  progress?: CopyProgress,
): Promise<readonly Comparison[]> {
  if (from === to || (!isUrl(from) && !isUrl(to) && resolve(from) === resolve(to))) {
    throw new Error('a store cannot be copied onto itself: give two different places');
  }
  const source = await openContents(from, false);
  try {
    const target = await openContents(to, true);
    try {
      return await copyContents(source, target, progress);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** @param create makes the folder if it is not there */
const openContents = (place: string, create: boolean): Promise<StoreContents> =>
  isUrl(place) ? openPostgresContents(place) : openSqliteContents(place, create);
