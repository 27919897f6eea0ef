/**
 * A small deterministic source of choices (xorshift32). Properties draw its seed with fast-check: a finding is made
 * of a few hundred choices, too many to be drawn and shrunk one by one.
 */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) | 0 || 1;
  }

  /** An integer from 0 to `max`, both included. */
  nat(max: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % (max + 1);
  }

  /** One of the values; at least one is needed. */
  pick<T>(...values: readonly [T, ...T[]]): T {
    const [first] = values;
    const index = this.nat(values.length - 1);
    return index === 0 ? first : (values[index] ?? first);
  }
}
