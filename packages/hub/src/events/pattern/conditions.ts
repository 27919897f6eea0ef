import { isIP } from 'node:net';
import { matchesCidr, parseCidr } from '../../access/cidr.js';
import { compileNumeric } from './numeric.js';
import { isObject, PatternError } from './pattern.js';
import { compileWildcard } from './wildcard.js';

/** Whether any of an event's values at a place is as it must be; there are none where nothing is. */
export type Condition = (values: readonly unknown[]) => boolean;

type TextTest = (text: string) => boolean;

/** One item of a list of what a member may be. Throws PatternError. */
export function compileCondition(condition: unknown, path: string): Condition {
  if (!isObject(condition)) return isValue(condition, path);
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
  return anyText(textTest(name, argument, path));
}

const anyText =
  (test: TextTest): Condition =>
  (values) =>
    values.some((value) => typeof value === 'string' && test(value));

function isValue(value: unknown, path: string): Condition {
  const plain = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  if (!plain) throw new PatternError(path, 'must be text, a number, true, false, null or a comparison');
  return (values) => values.includes(value);
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
const NAMES = [...Object.keys(TEXT_TESTS), 'numeric', 'exists', 'anything-but'];

function textTest(name: string, argument: unknown, path: string): TextTest {
  const compile = Object.hasOwn(TEXT_TESTS, name) ? TEXT_TESTS[name] : undefined;
  if (compile === undefined) {
    throw new PatternError(
      path,
      `has the unknown comparison ${JSON.stringify(name)}: expected one of ${NAMES.join(', ')}`,
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
    if (name === 'cidr') throw new PatternError(path, 'cannot hold cidr');
    for (const one of Array.isArray(inner) ? inner : [inner])
      excluded.push(anyText(textTest(name, one, path)));
  } else {
    for (const one of Array.isArray(argument) ? argument : [argument]) excluded.push(isValue(one, path));
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
