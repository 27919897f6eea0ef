import { BoundedCache } from './cache.js';

/** How old an answer may be: what one hub changes, another knows within a second. */
const MAX_AGE_MS = 1_000;
/** The part of its life after which an answer is renewing, if anybody still asks. */
const RENEWED_AFTER = 0.75;

interface Entry<Value> {
  /** When it was asked for: what it says was true then or later. */
  at: number;
  value: Promise<Value>;
  /** Whether a newer one is being asked for. */
  renewing: boolean;
}

export interface RememberedOptions {
  /** Milliseconds. */
  lifetime?: number;
  /** How many answers are remembered. */
  limit?: number;
  /** Milliseconds of a clock that never goes back. */
  clock?: () => number;
}

/**
 * Remembers answers of the store for at most a second. One that is asked for in the last quarter of its life is asked of
 * the store again meanwhile, so that whoever keeps calling never waits for it.
 */
export class Remembered<Value> {
  readonly #entries: BoundedCache<string, Entry<Value>>;
  readonly #lifetime: number;
  readonly #clock: () => number;

  constructor({
    lifetime = MAX_AGE_MS,
    limit = 10_000,
    clock = () => performance.now(),
  }: RememberedOptions = {}) {
    this.#entries = new BoundedCache(limit);
    this.#lifetime = lifetime;
    this.#clock = clock;
  }

  /**
   * @param load asks the store; calls that arrive together ask once
   * @throws what `load` throws, which is not remembered
   */
  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const now = this.#clock();
    const known = this.#entries.get(key);
    if (known !== undefined && now - known.at < this.#lifetime) {
      if (!known.renewing && now - known.at > this.#lifetime * RENEWED_AFTER)
        this.#renew(key, known, load, now);
      return known.value;
    }
    const entry: Entry<Value> = { at: now, value: load(), renewing: false };
    this.#entries.set(key, entry);
    entry.value.catch(() => this.#entries.get(key) === entry && this.#entries.delete(key));
    return entry.value;
  }

  /** After a change through this hub: whoever asks next is told of it. */
  clear(): void {
    this.#entries.clear();
  }

  #renew(key: string, known: Entry<Value>, load: () => Promise<Value>, at: number): void {
    known.renewing = true;
    const value = load();
    value.then(
      () => {
        // Unless it was forgotten in between, because of a change that this answer may not know of.
        if (this.#entries.get(key) === known) this.#entries.set(key, { at, value, renewing: false });
      },
      () => {
        // The next call tries again.
        known.renewing = false;
      },
    );
  }
}
