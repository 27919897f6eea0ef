import { PatternError } from './pattern.js';

const OPERATORS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};
const EXPECTED = 'must be a list such as [">=", 70] or [">", 0, "<=", 40]';

/** One or two comparisons with numbers, which must both hold. Throws PatternError. */
export function compileNumeric(argument: unknown, path: string): (value: number) => boolean {
  if (!Array.isArray(argument) || (argument.length !== 2 && argument.length !== 4)) {
    throw new PatternError(path, EXPECTED);
  }
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < argument.length; at += 2) {
    const [name, bound]: unknown[] = argument.slice(at, at + 2);
    const compare = typeof name === 'string' && Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
    if (compare === undefined || typeof bound !== 'number' || !Number.isFinite(bound))
      throw new PatternError(path, EXPECTED);
    tests.push((value: number) => compare(value, bound));
  }
  return (value) => tests.every((test) => test(value));
}
