/**
 * Characters that change how the text around them reads without being seen: control characters, the directional
 * formatting characters, zero-width ones and the tag characters.
 */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

export interface Piece {
  readonly text: string;
  /** It stands for a character that nobody would see. */
  readonly unseen: boolean;
}

/** A text in pieces, each unseen character one of its own as `U+202E`. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(UNSEEN)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), unseen: false });
    pieces.push({ text: codeOf(match[0]), unseen: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), unseen: false });
  return pieces;
}

/** The same as one text, for places that take no markup. */
export const visible = (text: string): string =>
  text.replaceAll(UNSEEN, (character) => `⟨${codeOf(character)}⟩`);

/** A text cut to a length, with an ellipsis where something is missing; never in the middle of a character. */
export function clipped(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  const last = cut.charCodeAt(cut.length - 1);
  return `${last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut}…`;
}

/** JSON for reading and copying: what nobody would see is escaped, so that the text means the same to a parser. */
export const readableJson = (value: unknown): string =>
  (JSON.stringify(value, undefined, 2) ?? '').replaceAll(UNSEEN, (characters) =>
    [...Array(characters.length).keys()]
      .map((index) => `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** An address that may become a link: http or https, and nothing that hides where it leads. */
export function safeUrl(text: string): string | undefined {
  if (text.search(UNSEEN) >= 0 || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.username === '' && url.password === '' ? url.href : undefined;
}
