/** An object from the hub: of its members nothing is known until they are looked at. */
export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of an object; none of anything else. */
export const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});

/** The items of a list; none of anything else. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** The texts of a list; whatever else is in it is left out. */
export const textsOf = (value: unknown): string[] =>
  listOf(value).filter((item): item is string => typeof item === 'string');

/** The member that a path of names leads to; undefined where the path ends early. Inherited members are none. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (!isMembers(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

/** The text that a path leads to; empty where there is none. */
export const textAt = (value: unknown, ...path: readonly string[]): string =>
  textOf(at(value, ...path)) ?? '';

/** The number that a path leads to; 0 where there is none. */
export const numberAt = (value: unknown, ...path: readonly string[]): number =>
  numberOf(at(value, ...path)) ?? 0;
