import { itemAt, Random } from '../../test/support/random.js';
import { estateFinding } from './estate.js';

/** Findings looked at in each account. */
const SAMPLE = 800;

/** @typedef {ReturnType<typeof estateFinding>} Finding */

/** What filters ask for. */
export const ATTRIBUTES = {
  SeverityLabel: (/** @type {Finding} */ { Severity }) => Severity.Label,
  ProductName: (/** @type {Finding} */ { ProductName }) => ProductName,
  ProductArn: (/** @type {Finding} */ { ProductArn }) => ProductArn,
  ResourceId: (/** @type {Finding} */ { Resources }) => itemAt(Resources, 0).Id,
  ResourceType: (/** @type {Finding} */ { Resources }) => itemAt(Resources, 0).Type,
  Title: (/** @type {Finding} */ { Title }) => Title,
  GeneratorId: (/** @type {Finding} */ { GeneratorId }) => GeneratorId,
  Type: (/** @type {Finding} */ { Types }) => itemAt(Types, 0),
  ComplianceStatus: (/** @type {Finding} */ { Compliance }) => Compliance?.Status,
};

/** @typedef {keyof typeof ATTRIBUTES} Surveyed */

/** Values that the findings of an account have, drawn anew at each call. */
export class Survey {
  /** @type {Finding[]} */
  #sample;
  /** The most frequent first. @type {Map<string, string[]>} */
  #values = new Map();
  #random;

  /**
   * @param {import('./estate.js').Estate} estate
   * @param {number} place of the account
   * @param {number} count of its findings
   */
  constructor(estate, place, count) {
    this.account = itemAt(estate.accounts, place);
    this.#random = new Random(estate.seed + place);
    const step = Math.max(1, Math.floor(count / SAMPLE));
    const length = Math.min(SAMPLE, count);
    this.#sample = Array.from({ length }, (_, nth) => estateFinding(estate, place, nth * step));
    for (const [name, read] of Object.entries(ATTRIBUTES))
      this.#values.set(name, byFrequency(this.#sample, read));
  }

  /** One of its findings. */
  finding() {
    return this.#random.pick(this.#sample);
  }

  /** One of the three values that most findings have. @param {Surveyed} attribute */
  common(attribute) {
    return this.#random.pick(this.#of(attribute).slice(0, 3));
  }

  /** One of the quarter of the values that the fewest findings have. @param {Surveyed} attribute */
  rare(attribute) {
    const values = this.#of(attribute);
    return this.#random.pick(values.slice(-Math.ceil(values.length / 4)));
  }

  /** @param {Surveyed} attribute */
  #of(attribute) {
    return this.#values.get(attribute) ?? [];
  }
}

/**
 * @param {Finding[]} findings
 * @param {(finding: Finding) => string | undefined} read
 */
export function byFrequency(findings, read) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const finding of findings) {
    const value = read(finding);
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([, left], [, right]) => right - left).map(([value]) => value);
}
