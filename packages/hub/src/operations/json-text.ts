/** An answer that is JSON text already: stored documents go out as they are, never parsed and written again. */
export class JsonText {
  readonly #parts: readonly string[];

  constructor(...parts: string[]) {
    this.#parts = parts;
  }

  /** Written part by part: to make one text of a page of documents first takes four to ten times as long. */
  bytes(): Buffer {
    const bytes = Buffer.allocUnsafe(this.#parts.reduce((size, part) => size + Buffer.byteLength(part), 0));
    let end = 0;
    for (const part of this.#parts) end += bytes.write(part, end);
    return bytes;
  }
}

/** The parts of a list of JSON texts. */
export const listParts = (texts: readonly string[]): string[] =>
  texts.flatMap((text, index) => (index === 0 ? [text] : [',', text]));

/** What goes out of an answer: as it is if it is JSON already, and else written as JSON. */
export const jsonBody = (answer: object): string | Buffer =>
  answer instanceof JsonText ? answer.bytes() : JSON.stringify(answer);
