/** Characters (code points) of a text. A surrogate without its other half counts as one. */
export function characters(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--;
      i++;
    }
  }
  return count;
}

/** True if the text has more characters than that. A text has at most as many characters as UTF-16 units. */
export const isLongerThan = (text: string, max: number): boolean =>
  text.length > max && characters(text) > max;

/** True if the text has fewer characters than that. A character has at most two UTF-16 units. */
export const isShorterThan = (text: string, min: number): boolean =>
  text.length < min || (text.length < 2 * min && characters(text) < min);
