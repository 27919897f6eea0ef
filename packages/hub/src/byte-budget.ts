/**
 * A bound on bytes that are in use at once. `tryTake` is for what must not pile up (bodies being received), `take` for
 * what may wait its turn (batches being worked on).
 */
export class ByteBudget {
  #free: number;
  readonly #queue: { bytes: number; go(): void }[] = [];

  constructor(readonly total: number) {
    this.#free = total;
  }

  /** Takes bytes if they are free now. */
  tryTake(bytes: number): boolean {
    if (bytes > this.#free) return false;
    this.#free -= bytes;
    return true;
  }

  /** Waits for its turn, in order. More than the whole budget counts as the whole. */
  take(bytes: number): Promise<void> {
    const wanted = Math.min(bytes, this.total);
    if (this.#queue.length === 0 && this.tryTake(wanted)) return Promise.resolve();
    return new Promise((resolve) => this.#queue.push({ bytes: wanted, go: resolve }));
  }

  /** Gives back what was taken: the same number. */
  give(bytes: number): void {
    this.#free += Math.min(bytes, this.total);
    for (let first = this.#queue[0]; first && this.tryTake(first.bytes); first = this.#queue[0]) {
      this.#queue.shift();
      first.go();
    }
  }
}
