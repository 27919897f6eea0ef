import type { AwsSecurityFinding } from '@docket/asff';
import type Database from 'better-sqlite3';
import { valuesOf } from '../../findings/filter/values.js';
import { searchText } from '../../findings/filter/words.js';

/**
 * Begins the word that stands for a scope in the index of words, such as `§7`. No text of a finding has such a word,
 * because the sign is neither a letter nor a digit; the tokenizer takes all that is not ASCII for letters.
 */
export const SCOPE_SIGN = '§';

/**
 * Prepares the indexing of findings' words. It takes longer than writing the findings, so it is done afterwards, when
 * the writer has nothing else to do; until then keywords are looked for in the documents of those that wait.
 *
 * @returns indexes up to so many findings in one transaction; the number of those that it did
 */
export function prepareIndexing(db: Database.Database): (limit: number) => number {
  const waiting = db
    .prepare<[number], [rid: number, scope: number, document: string]>(`
    SELECT u.rid, u.scope, d.body FROM unindexed u JOIN documents d ON d.rid = u.rid ORDER BY u.rid LIMIT ?`)
    .raw();
  const remove = db.prepare('DELETE FROM words WHERE rowid = ?');
  const insert = db.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
  const done = db.prepare('DELETE FROM unindexed WHERE rid = ?');
  return db.transaction((limit: number) => {
    const rows = waiting.all(limit);
    for (const [rid, scope, document] of rows) {
      const finding: AwsSecurityFinding = JSON.parse(document);
      const texts = valuesOf('Keyword', finding).map((text) => searchText(String(text)));
      remove.run(rid);
      insert.run(rid, [`${SCOPE_SIGN}${scope}`, ...texts].join(' '));
      done.run(rid);
    }
    return rows.length;
  });
}
