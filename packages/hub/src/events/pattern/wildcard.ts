import { PatternError } from './pattern.js';

/** The parts between stars; `\*` is a star and `\\` a backslash. */
function partsOf(pattern: string, path: string): string[] {
  const parts = [''];
  for (let at = 0; at < pattern.length; at += 1) {
    let character = pattern.charAt(at);
    if (character === '*') {
      if (pattern.charAt(at - 1) === '*' && parts.at(-1) === '') {
        throw new PatternError(path, 'must not have two stars in a row');
      }
      parts.push('');
      continue;
    }
    if (character === '\\') {
      at += 1;
      character = pattern.charAt(at);
      if (character !== '*' && character !== '\\') {
        throw new PatternError(path, 'has a backslash that is followed by neither * nor \\');
      }
    }
    parts.push(`${parts.pop()}${character}`);
  }
  return parts;
}

/** Text with stars for any characters, found in one pass over the text. Throws PatternError. */
export function compileWildcard(pattern: string, path: string): (text: string) => boolean {
  const parts = partsOf(pattern, path);
  const first = parts[0] ?? '';
  if (parts.length === 1) return (text) => text === first;
  const last = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1);
  return (text) => {
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}
