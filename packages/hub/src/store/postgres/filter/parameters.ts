import type { Statement } from '../session.js';

/** A value for a statement; texts in the form that the database holds them in (`../text.ts`). */
type Parameter = string | number | Buffer;

/**
 * Collects the values of a statement while its text is written. In the text they stand under names, `$account` and
 * `$region` among them, so that parts of it may be left out in the end: the server wants no value that is not used.
 */
export class Parameters {
  readonly #values = new Map<string, Parameter>();

  constructor({ account, region }: { account: string; region: string }) {
    this.#values.set('$account', account).set('$region', region);
  }

  /** The place of a value in the statement's text. */
  bind(value: Parameter): string {
    const name = `$p${this.#values.size}`;
    this.#values.set(name, value);
    return name;
  }

  /** The statement of a text that has been written with these parameters. */
  statement(text: string): Statement {
    const places = new Map<string, string>();
    const numbered = text.replace(/\$[a-z]\w*/g, (name) => {
      const place = places.get(name) ?? `$${places.size + 1}`;
      places.set(name, place);
      return place;
    });
    return { text: numbered, values: [...places.keys()].map((name) => this.#values.get(name)) };
  }
}
