import { isIP } from 'node:net';
import { matchesCidr, parseCidr } from '../../access/cidr.js';
import { compileNumeric } from './numeric.js';
import { isObject, PatternError } from './pattern.js';
import { compileWildcard } from './wildcard.js';

/** Whether any of an event's values at a place is as it must be; there are none where nothing is. */
export type Condition = (values: readonly unknown[]) => boolean;

type TextTest = (text: string) => boolean;

/** A list of what a member may be. Throws PatternError. */
export function compileConditions(list: readonly unknown[], path: string): Condition {
  const values: unknown[] = [];
  const comparisons: Condition[] = [];
  list.forEach((one, index) => {
    if (isObject(one)) comparisons.push(compileComparison(one, `${path}[${index}]`));
    else values.push(plain(one, `${path}[${index}]`));
  });
  if (values.length > 0) comparisons.unshift(isOneOf(values));
  return (found) => comparisons.some((condition) => condition(found));
}

function compileComparison(condition: Readonly<Record<string, unknown>>, path: string): Condition {
  const [name, argument] = only(condition, path);
  if (name === 'exists') {
    if (typeof argument !== 'boolean') throw new PatternError(`${path}.exists`, 'must be true or false');
    return (values) => values.length > 0 === argument;
  }
  if (name === 'numeric') {
    const test = compileNumeric(argument, `${path}.numeric`);
    return (values) => values.some((value) => typeof value === 'number' && test(value));
  }
  if (name === 'anything-but') return anythingBut(argument, `${path}.anything-but`);
  return anyText(textTest(name, argument, path, ALL_NAMES));
}

const anyText =
  (test: TextTest): Condition =>
  (values) =>
    values.some((value) => typeof value === 'string' && test(value));

/** However many values there are: a pattern may name a thousand, and an event have as many. */
function isOneOf(values: readonly unknown[]): Condition {
  const wanted = new Set(values);
  return (found) => found.some((value) => wanted.has(value));
}

function plain(value: unknown, path: string): unknown {
  // Numbers such as 1e999 have no text in which they could be kept.
  if (value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)) return value;
  throw new PatternError(path, 'must be text, a number, true, false, null or a comparison');
}

/** Comparisons of texts, by name. */
const TEXT_TESTS: Readonly<Record<string, (argument: unknown, path: string) => TextTest>> = {
  prefix: (argument, path) => affix(argument, path, (text, part) => text.startsWith(part)),
  suffix: (argument, path) => affix(argument, path, (text, part) => text.endsWith(part)),
  'equals-ignore-case': (argument, path) => {
    const wanted = textOf(argument, path).toLowerCase();
    return (text) => text.toLowerCase() === wanted;
  },
  wildcard: (argument, path) => compileWildcard(textOf(argument, path), path),
  cidr: (argument, path) => {
    const range = parseCidr(textOf(argument, path));
    if (range === undefined) throw new PatternError(path, 'must be a range of addresses such as 10.0.0.0/8');
    return (text) => isIP(text) !== 0 && matchesCidr(text, range);
  },
};
const ALL_NAMES = [...Object.keys(TEXT_TESTS), 'numeric', 'exists', 'anything-but'];
const TEXT_NAMES = Object.keys(TEXT_TESTS).filter((name) => name !== 'cidr');

/** @param names those that may stand here */
function textTest(name: string, argument: unknown, path: string, names: readonly string[]): TextTest {
  const compile = names.includes(name) && Object.hasOwn(TEXT_TESTS, name) ? TEXT_TESTS[name] : undefined;
  if (compile === undefined) {
    throw new PatternError(
      path,
      `has the unknown comparison ${JSON.stringify(name)}: expected one of ${names.join(', ')}`,
    );
  }
  return compile(argument, `${path}.${name}`);
}

/** A beginning or an end, with or without regard to case. */
function affix(argument: unknown, path: string, has: (text: string, part: string) => boolean): TextTest {
  if (!isObject(argument)) {
    const part = textOf(argument, path);
    return (text) => has(text, part);
  }
  const [name, inner] = only(argument, path);
  if (name !== 'equals-ignore-case')
    throw new PatternError(path, 'must be text or {"equals-ignore-case": text}');
  const part = textOf(inner, `${path}.${name}`).toLowerCase();
  return (text) => has(text.toLowerCase(), part);
}

/** A value that is none of these. Where there is no value, there is nothing but these. */
function anythingBut(argument: unknown, path: string): Condition {
  const excluded: Condition[] = [];
  if (isObject(argument)) {
    const [name, inner] = only(argument, path);
    for (const one of Array.isArray(inner) ? inner : [inner])
      excluded.push(anyText(textTest(name, one, path, TEXT_NAMES)));
  } else {
    const values: unknown[] = Array.isArray(argument) ? argument : [argument];
    if (values.length > 0) excluded.push(isOneOf(values.map((one) => plain(one, path))));
  }
  if (excluded.length === 0) throw new PatternError(path, 'must name one or more values');
  return (values) => values.some((value) => !excluded.some((test) => test([value])));
}

function only(object: Readonly<Record<string, unknown>>, path: string): [name: string, argument: unknown] {
  const [entry, ...more] = Object.entries(object);
  if (entry === undefined || more.length > 0) throw new PatternError(path, 'must have exactly one member');
  return entry;
}

function textOf(value: unknown, path: string): string {
  if (typeof value !== 'string' || value === '')
    throw new PatternError(path, 'must be text that is not empty');
  return value;
}
