/**
 * A seeded pseudo-random number generator (mulberry32): small, fast, and the same sequence on every machine,
 * so that a run that found something can be repeated from its printed seed. Not for secrets.
 */
export class Random {
  #state;

  /** @param {number} seed any integer; only its low 32 bits count */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** @returns {number} in [0, 1) */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /**
   * @param {number} from inclusive
   * @param {number} to inclusive
   */
  integer(from, to) {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** @param {number} probability */
  chance(probability) {
    return this.next() < probability;
  }

  /**
   * @template T
   * @param {readonly T[]} items not empty
   * @returns {T}
   */
  pick(items) {
    return itemAt(items, Math.floor(this.next() * items.length));
  }

  /** @param {number} digits */
  hex(digits) {
    let text = '';
    while (text.length < digits) {
      text += Math.floor(this.next() * 4294967296)
        .toString(16)
        .padStart(8, '0');
    }
    return text.slice(0, digits);
  }
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {number} index
 * @returns {T} throws if there is none
 */
export function itemAt(items, index) {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}
