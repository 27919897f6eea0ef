import { ACCOUNT_ID, REGION } from '../access/arn.js';
import { invalidInput } from '../errors.js';
import { PRODUCT_NAME } from '../products/arn.js';

/** Reads one member of a body, whose name is for messages. Throws InvalidInputException that says what it must be. */
export type Reader<Value> = (value: unknown, name: string) => Value;

/**
 * The body of an admin call, of which only the members in `known` are accepted, so that a misspelled one is noticed.
 *
 * @throws ServiceError InvalidInputException
 */
export function readMembers(body: unknown, known: readonly string[]): ReadonlyMap<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidInput('The body must be a JSON object');
  }
  const members = new Map<string, unknown>(Object.entries(body));
  for (const name of members.keys()) {
    if (!known.includes(name)) {
      throw invalidInput(`Unknown member ${JSON.stringify(name)}: expected ${known.join(', ')}`);
    }
  }
  return members;
}

/**
 * The same of an object inside a body: its members come with its name before theirs, as messages are to call them.
 *
 * @throws ServiceError InvalidInputException
 */
export function readMembersOf(
  value: unknown,
  name: string,
  known: readonly string[],
): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidInput(`${name} must be an object`);
  }
  const named = Object.entries(value).map(([member, content]) => [`${name}.${member}`, content] as const);
  return readMembers(
    Object.fromEntries(named),
    known.map((member) => `${name}.${member}`),
  );
}

export function required<Value>(
  members: ReadonlyMap<string, unknown>,
  name: string,
  read: Reader<Value>,
): Value {
  const value = members.get(name);
  if (value === undefined) throw invalidInput(`${name} is required`);
  return read(value, name);
}

export function optional<Value, Default>(
  members: ReadonlyMap<string, unknown>,
  name: string,
  read: Reader<Value>,
  fallback: Default,
): Value | Default {
  const value = members.get(name);
  return value === undefined ? fallback : read(value, name);
}

/** Text of a length, on one line. */
export const text =
  (minimum: number, maximum: number): Reader<string> =>
  (value, name) => {
    const fits =
      typeof value === 'string' &&
      value.length >= minimum &&
      value.length <= maximum &&
      // Control characters would spoil logs and consoles.
      !/[\p{Cc}\p{Cs}]/u.test(value);
    if (!fits) throw invalidInput(`${name} must be text of ${minimum} to ${maximum} characters on one line`);
    return value;
  };

/** Text of whatever length and content. */
export const anyText: Reader<string> = (value, name) => {
  if (typeof value === 'string') return value;
  throw invalidInput(`${name} must be text`);
};

export const flag: Reader<boolean> = (value, name) => {
  if (typeof value === 'boolean') return value;
  throw invalidInput(`${name} must be true or false`);
};

/** Text of a form, which `expected` puts into words. */
export const form =
  (pattern: RegExp, expected: string): Reader<string> =>
  (value, name) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw invalidInput(`${name} must be ${expected}`);
    return value;
  };

export const listOf =
  <Value>(read: Reader<Value>, maximum: number): Reader<Value[]> =>
  (value, name) => {
    if (!Array.isArray(value) || value.length > maximum) {
      throw invalidInput(`${name} must be a list of at most ${maximum}`);
    }
    return value.map((item: unknown, index) => read(item, `${name}[${index}]`));
  };

export const accountId = form(ACCOUNT_ID, '12 digits');
export const userName = form(
  /^(?!root$)[\w+=,.@-]{1,64}$/,
  '1 to 64 letters, digits or _+=,.@- and not "root"',
);
export const productPart = form(
  PRODUCT_NAME,
  '1 to 128 letters, digits or ._- that begin with a letter or digit',
);
export const region = form(REGION, 'a Region such as us-east-1');
