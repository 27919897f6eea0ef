const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/**
 * Takes the compact JSON text of an object apart at its top level: member name → JSON text of its value.
 *
 * @param text as JSON.stringify writes it: no white space between tokens
 */
export function splitMembers(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let at = 1;
  while (at < text.length - 1) {
    const nameEnd = afterString(text, at);
    const name: string = JSON.parse(text.slice(at, nameEnd));
    const start = nameEnd + 1;
    const end = afterValue(text, start);
    members.set(name, text.slice(start, end));
    at = end + 1;
  }
  return members;
}

/** The place behind the value that starts at `at`. */
function afterValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = afterString(text, at) - 1;
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth += 1;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        // The brace that ends the object itself ends its last value, too.
        if (depth === 0) return at;
        depth -= 1;
        break;
      case COMMA:
        if (depth === 0) return at;
        break;
    }
  }
  return text.length;
}

/** The place behind the string that starts with the quote at `at`. */
function afterString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = end - 1;
    while (text.charCodeAt(escapes) === BACKSLASH) escapes -= 1;
    if ((end - escapes) % 2 === 1) return end + 1;
  }
  return text.length;
}
