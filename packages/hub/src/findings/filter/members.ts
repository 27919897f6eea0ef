import type { ServiceError } from '../../errors.js';
import type { Place } from './place.js';

/** A filter of one attribute as sent, its members of the model's types. */
export type FilterValue = Readonly<Record<string, unknown>>;

/** No string of a finding is longer. */
const MAX_LENGTH = 32_767;

/**
 * A text that a filter must have.
 *
 * @throws ServiceError InvalidInputException if it is missing or too long to be of any use
 */
export function textOf(value: FilterValue, name: string, place: Place, maxLength = MAX_LENGTH): string {
  const text = value[name];
  if (text === undefined) throw missing(name, place);
  if (typeof text !== 'string') throw place.member(name).refusal('should be string');
  if (text.length > maxLength) {
    throw place.member(name).refusal(`should NOT be longer than ${maxLength} characters`);
  }
  return text;
}

/** What is wrong with a filter without a member that it must have. */
export const missing = (name: string, place: Place): ServiceError =>
  place.refusal(`should have required property '${name}'`);

/** What is wrong with a filter that says nothing. */
export const empty = (place: Place): ServiceError => place.refusal('should NOT have fewer than 1 properties');
