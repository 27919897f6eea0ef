const ANY_TEXT = Symbol('*');
const ANY_CHARACTER = Symbol('?');

/** One place of a pattern: a literal character, `*` for any text, or `?` for any one character. */
export type Token = string | typeof ANY_TEXT | typeof ANY_CHARACTER;

/** Wildcards of a pattern as written; a run of `*` is one. */
export function wildcardTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (const char of text) {
    if (char === '?') tokens.push(ANY_CHARACTER);
    else if (char !== '*') tokens.push(char);
    else if (tokens.at(-1) !== ANY_TEXT) tokens.push(ANY_TEXT);
  }
  return tokens;
}

/** Text in which `*` and `?` mean themselves. */
export const literalTokens = (text: string): Token[] => [...text];

/**
 * True if the whole text fits the pattern. Walks forward and only ever returns to the last `*`: at most
 * (pattern × text) steps and no recursion, whatever the pattern.
 */
export function fits(tokens: readonly Token[], text: string): boolean {
  const chars = [...text];
  let token = 0;
  let char = 0;
  let star = -1;
  let resume = 0;
  while (char < chars.length) {
    const current = tokens[token];
    if (current === ANY_TEXT) {
      star = token;
      token += 1;
      // A `*` at the end takes the rest.
      if (token === tokens.length) return true;
      resume = char;
    } else if (current !== undefined && (current === ANY_CHARACTER || current === chars[char])) {
      token += 1;
      char += 1;
    } else if (star >= 0) {
      resume += 1;
      char = resume;
      token = star + 1;
    } else {
      return false;
    }
  }
  while (tokens[token] === ANY_TEXT) token += 1;
  return token === tokens.length;
}
