/** A value that SQLite takes for a parameter. */
export type Parameter = string | number | null;

/** Collects the parameters of a statement while its text is written; their places may come in any order. */
export class Parameters {
  readonly values: Record<string, Parameter> = {};
  #count = 0;

  /** @param prefix of the names: texts that are put together need different ones */
  constructor(private readonly prefix = 'p') {}

  /** The place of a value in the statement's text. */
  bind(value: Parameter | boolean): string {
    const name = `${this.prefix}${this.#count++}`;
    this.values[name] = typeof value === 'boolean' ? Number(value) : value;
    return `@${name}`;
  }

  /** Several places, separated by commas. */
  list(values: readonly (Parameter | boolean)[]): string {
    return values.map((value) => this.bind(value)).join(', ');
  }
}
