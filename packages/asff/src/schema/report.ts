import { characters } from './characters.js';
import type { Keyword, Place, Violation } from './violation.js';

/** A hostile value can be wrong in a hundred thousand places; nobody reads further than this. */
export const MAX_VIOLATIONS = 1000;

/** The violations of one value, in the order found, and the words for them. */
export class Report {
  readonly found: Violation[] = [];

  get full(): boolean {
    return this.found.length >= MAX_VIOLATIONS;
  }

  add(place: Place, keyword: Keyword, message: string, limit?: number | string, actual?: number): void {
    if (this.full) return;
    this.found.push({
      path: place.path,
      segments: place.segments,
      keyword,
      message,
      ...(limit === undefined ? {} : { limit }),
      ...(actual === undefined ? {} : { actual }),
    });
  }

  wrongType(type: string, place: Place): void {
    this.add(place, 'type', `should be ${type}`, type);
  }

  missing(name: string, place: Place): void {
    this.add(place, 'required', `should have required property '${name}'`, name);
  }

  tooLong(text: string, max: number, place: Place): void {
    this.add(place, 'maxLength', `should NOT be longer than ${max} characters`, max, characters(text));
  }

  tooShort(text: string, min: number, place: Place): void {
    this.add(place, 'minLength', `should NOT be shorter than ${min} characters`, min, characters(text));
  }

  tooMany(unit: 'Items' | 'Properties', max: number, actual: number, place: Place): void {
    this.add(place, `max${unit}`, `should NOT have more than ${max} ${unit.toLowerCase()}`, max, actual);
  }

  tooFew(unit: 'Items' | 'Properties', min: number, actual: number, place: Place): void {
    this.add(place, `min${unit}`, `should NOT have fewer than ${min} ${unit.toLowerCase()}`, min, actual);
  }
}
