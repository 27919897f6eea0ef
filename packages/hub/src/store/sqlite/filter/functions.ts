import type Database from 'better-sqlite3';
import { addressKey } from '../../../findings/filter/address.js';
import { containsWord, wordsOf } from '../../../findings/filter/words.js';
import { toInstant } from '../../../findings/instant.js';

/** What SQLite cannot say itself; the same code that the predicate in memory calls. NULL and other types pass as NULL. */
export function registerFunctions(db: Database.Database): void {
  const options = { deterministic: true, directOnly: true };
  db.function('docket_instant', options, (text: unknown) => onText(text, toInstant));
  db.function('docket_address', options, (text: unknown) => onText(text, addressKey));
  db.function('docket_contains_word', options, (text: unknown, value: unknown) =>
    typeof text === 'string' && typeof value === 'string' ? Number(containsWord(text, value)) : null,
  );
  db.function('docket_has_word', options, (text: unknown, word: unknown) =>
    typeof text === 'string' && typeof word === 'string' ? Number(wordsOf(text).includes(word)) : null,
  );
}

const onText = (text: unknown, convert: (text: string) => string | undefined): string | null =>
  typeof text === 'string' ? (convert(text) ?? null) : null;
