const EXAMPLES = 2;

/** Faults by what they are: a few examples of each and how often it was seen, so that one fault does not hide another. */
export class Faults {
  /** @type {Map<string, {examples: string[], count: number}>} */
  #kinds = new Map();

  /**
   * @param {string} where the case
   * @param {string} fault what is wrong, then after a colon how it showed
   */
  add(where, fault) {
    const kind = `${where.split(' ')[0]} ${fault.split(':')[0]}`;
    const seen = this.#kinds.get(kind) ?? { examples: [], count: 0 };
    seen.count += 1;
    if (seen.examples.length < EXAMPLES) seen.examples.push(`[${where}] ${fault}`);
    this.#kinds.set(kind, seen);
  }

  get kinds() {
    return this.#kinds.size;
  }

  /** @returns {string[]} */
  list() {
    return [...this.#kinds.values()].flatMap(({ examples, count }) =>
      examples.map((example, at) => (at === 0 && count > 1 ? `(${count} times) ${example}` : example)),
    );
  }
}
