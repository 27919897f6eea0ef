import { compileConditions } from './conditions.js';
import { isObject, leaves, member, PatternError, type Test } from './pattern.js';

/** Of the pattern's JSON text. A hundred rules of this size are looked through for every finding. */
const MAX_PATTERN_BYTES = 8 * 1024;
const MAX_DEPTH = 24;
const ROOT = 'EventPattern';

/**
 * Compiles an event pattern of EventBridge: members that must be there, with lists of what each may be. A list in the
 * event satisfies a part of the pattern if one of its items satisfies all of that part.
 *
 * @throws PatternError that says where the pattern is wrong and what is expected there
 */
export function compilePattern(pattern: unknown): Test {
  const bytes = bytesOf(pattern);
  if (bytes > MAX_PATTERN_BYTES) {
    throw new PatternError(ROOT, `must be at most ${MAX_PATTERN_BYTES} bytes of JSON, not ${bytes}`);
  }
  return compileObject(pattern, ROOT, 0);
}

function bytesOf(pattern: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(pattern) ?? '');
  } catch (error) {
    // So deep that there is no stack for it.
    if (error instanceof RangeError) throw tooDeep(ROOT);
    throw error;
  }
}

const tooDeep = (path: string): PatternError =>
  new PatternError(path, `lies deeper than ${MAX_DEPTH} members`);

function compileObject(pattern: unknown, path: string, depth: number): Test {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new PatternError(path, 'must be an object with at least one member');
  }
  if (depth > MAX_DEPTH) throw tooDeep(path);
  const tests = Object.entries(pattern).map(([name, part]) =>
    name === '$or'
      ? compileOr(part, `${path}.$or`, depth)
      : compileMember(name, part, `${path}.${name}`, depth),
  );
  const all: Test = (value) => tests.every((test) => test(value));
  return (value) => (Array.isArray(value) && value.length > 0 ? value.some(all) : all(value));
}

function compileOr(alternatives: unknown, path: string, depth: number): Test {
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw new PatternError(path, 'must be a list of two or more patterns');
  }
  const tests = alternatives.map((one, index) => compileObject(one, `${path}[${index}]`, depth + 1));
  return (value) => tests.some((test) => test(value));
}

function compileMember(name: string, part: unknown, path: string, depth: number): Test {
  if (!Array.isArray(part)) {
    if (!isObject(part)) throw new PatternError(path, 'must be a list of values, or an object');
    const test = compileObject(part, path, depth + 1);
    return (value) => test(member(value, name));
  }
  if (part.length === 0) throw new PatternError(path, 'must be a list of one or more values');
  const condition = compileConditions(part, path);
  return (value) => condition(leaves(member(value, name)));
}
