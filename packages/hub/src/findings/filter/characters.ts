const LOW_HALF = /[\uDC00-\uDFFF]/;

/**
 * Whether a place in a text is between the halves of a surrogate pair. Texts are made of characters, as they are to
 * databases: half of a character is no part of it.
 */
export const isInCharacter = (text: string, at: number): boolean =>
  at > 0 && LOW_HALF.test(text.charAt(at)) && (text.codePointAt(at - 1) ?? 0) > 0xffff;
