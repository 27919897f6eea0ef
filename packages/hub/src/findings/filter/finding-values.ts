import type { AwsSecurityFinding } from '@docket/asff';
import type { AttributeName } from './attributes.js';
import { mapsOf, type Value, valuesOf } from './values.js';
import { wordsOf } from './words.js';

/**
 * What a finding has of attributes, each looked up once: conditions of many filters ask the same finding for the same
 * few.
 */
export class FindingValues {
  readonly #values = new Map<AttributeName, readonly Value[]>();
  readonly #maps = new Map<AttributeName, ReturnType<typeof mapsOf>>();
  #words: ReadonlySet<string> | undefined;

  /** @param finding one that passed the format, and does not change while this is in use */
  constructor(private readonly finding: AwsSecurityFinding) {}

  /** As valuesOf. */
  of(name: AttributeName): readonly Value[] {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    const values = valuesOf(name, this.finding);
    this.#values.set(name, values);
    return values;
  }

  /** The texts under a key of a map attribute. */
  under(name: AttributeName, key: string): readonly string[] {
    let maps = this.#maps.get(name);
    if (maps === undefined) {
      maps = mapsOf(name, this.finding);
      this.#maps.set(name, maps);
    }
    const texts: string[] = [];
    for (const map of maps) {
      // Only own members: keys such as `constructor` or `__proto__` are like any other.
      const value = Object.hasOwn(map, key) ? map[key] : undefined;
      if (typeof value === 'string') texts.push(value);
    }
    return texts;
  }

  /** The words that Keyword searches. */
  words(): ReadonlySet<string> {
    this.#words ??= new Set(this.of('Keyword').flatMap((text) => wordsOf(String(text))));
    return this.#words;
  }
}
