/** Whether a value satisfies a part of a pattern; undefined for a member that is not there. */
export type Test = (value: unknown) => boolean;

/** What can be said of an event by its pattern, and where the pattern is wrong. */
export class PatternError extends Error {
  constructor(path: string, problem: string) {
    super(`${path} ${problem}`);
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a pattern's lists are compared with: of a list in the event each of its items, of a structure nothing. */
export function leaves(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  return value === undefined || isObject(value) ? [] : [value];
}

export const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
