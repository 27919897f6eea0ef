import { invalidInput } from '../errors.js';

/** The members of an object from outside, not yet checked. */
export type Members = Readonly<Record<string, unknown>>;

export const fault = (place: string, what: string) => invalidInput(`Invalid policy: ${place} ${what}`);

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** The members of an object; with `known`, any other member is refused. */
export function members(value: unknown, place: string, known?: readonly string[]): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fault(place, 'must be an object');
  }
  for (const name of Object.keys(value)) {
    if (known !== undefined && !known.includes(name)) {
      throw fault(place, `has an unknown member ${JSON.stringify(name)}`);
    }
  }
  return { ...value };
}

export function string(value: unknown, place: string): string {
  if (typeof value !== 'string') throw fault(place, 'must be a string');
  return value;
}

export function strings(value: unknown, place: string): string[] {
  const list = asList(value).map((item, i) => string(item, `${place}[${i}]`));
  if (list.length === 0) throw fault(place, 'must not be empty');
  return list;
}

export function oneOf(value: unknown, allowed: readonly string[], place: string): string {
  if (typeof value === 'string' && allowed.includes(value)) return value;
  throw fault(place, `must be ${allowed.join(' or ')}`);
}

export function optional<Value>(
  owner: Members,
  name: string,
  place: string,
  read: (value: unknown, place: string) => Value,
): Value | undefined {
  return owner[name] === undefined ? undefined : read(owner[name], `${place}.${name}`);
}
