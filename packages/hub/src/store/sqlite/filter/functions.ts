import type Database from 'better-sqlite3';
import { addressKey } from '../../../findings/filter/address.js';
import { compilePredicate } from '../../../findings/filter/matches.js';
import { leaf, or } from '../../../findings/filter/tree.js';
import { containsWord } from '../../../findings/filter/words.js';
import { toInstant } from '../../../findings/instant.js';

/** What SQLite cannot say itself; the same code that the predicate in memory calls. NULL and other types pass as NULL. */
export function registerFunctions(db: Database.Database): void {
  const options = { deterministic: true, directOnly: true };
  db.function('docket_instant', options, (text: unknown) => onText(text, toInstant));
  db.function('docket_address', options, (text: unknown) => onText(text, addressKey));
  db.function('docket_contains_word', options, (text: unknown, value: unknown) =>
    typeof text === 'string' && typeof value === 'string' ? Number(containsWord(text, value)) : null,
  );
  const keyword = keywords();
  db.function('docket_keyword', options, (document: unknown, anyOf: unknown) =>
    typeof document === 'string' && typeof anyOf === 'string' ? Number(keyword(document, anyOf)) : null,
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/** The keyword is looked at once for all documents, and few documents have its words anywhere. */
function keywords(): (document: string, anyOf: string) => boolean {
  let known = '';
  let sets: string[][] = [];
  let holds = compilePredicate(or([]));
  return (document, anyOf) => {
    if (anyOf !== known) {
      // The compiler of filters wrote it.
      sets = JSON.parse(anyOf);
      holds = compilePredicate(leaf({ kind: 'keyword', attribute: 'Keyword', anyOf: sets }));
      known = anyOf;
    }
    // JSON text has letters and digits as they are, and only those beyond ASCII are written in more ways than one.
    const text = document.toLowerCase();
    if (ASCII.test(text) && !sets.some((words) => words.every((word) => text.includes(word)))) return false;
    return holds(JSON.parse(document));
  };
}

const onText = (text: unknown, convert: (text: string) => string | undefined): string | null =>
  typeof text === 'string' ? (convert(text) ?? null) : null;
