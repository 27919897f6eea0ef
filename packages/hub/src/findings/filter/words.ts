import { isInCharacter } from './characters.js';

/** A word: letters and digits of any script, with the marks that belong to them. */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const ENDS_IN_WORD = /[\p{L}\p{M}\p{N}]$/u;
const REST_OF_WORD = /[\p{L}\p{M}\p{N}]+/uy;
const STARTS_WITH_WORD = /^[\p{L}\p{M}\p{N}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/**
 * The words of a text, for searching without regard to case: in lower case, in the order of the text. Letters that can
 * be written in two ways (`é` as one character or two) are the same.
 */
export function wordsOf(text: string): string[] {
  // JavaScript makes the capital sigma two letters, after its place in the word; for a search they are one.
  const folded = ASCII.test(text)
    ? text.toLowerCase()
    : text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ');
  return folded.match(WORD) ?? [];
}

/**
 * A text whose words, as SQLite's FTS5 tokenizer `ascii` splits and folds it, are wordsOf(text). (Its `unicode61` knows
 * other letters than JavaScript does, and splits words at most marks; `ascii` takes every other character for a
 * letter.) Nearly all texts are left as they are.
 */
export const searchText = (text: string): string => (ASCII.test(text) ? text : wordsOf(text).join(' '));

/** True if the value occurs in the text, literally, and not as a part of a longer word. */
export function containsWord(text: string, value: string): boolean {
  let next = 0;
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, next)) {
    if (isInCharacter(text, at)) {
      next = at + 1;
    } else if (isBetweenWords(text, at)) {
      const end = at + value.length;
      if (isBetweenWords(text, end) && !isInCharacter(text, end)) return true;
      next = at + 1;
    } else {
      // Inside a word: no place before its end will do, and one by one they would take too long.
      REST_OF_WORD.lastIndex = at;
      REST_OF_WORD.test(text);
      next = REST_OF_WORD.lastIndex;
    }
  }
  return false;
}

/** Two units on either side: a letter outside the basic plane has as many. */
const isBetweenWords = (text: string, at: number): boolean =>
  !(STARTS_WITH_WORD.test(text.slice(at, at + 2)) && ENDS_IN_WORD.test(text.slice(Math.max(0, at - 2), at)));
