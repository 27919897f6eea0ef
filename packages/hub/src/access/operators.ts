import { isIP } from 'node:net';
import { matchesCidr, parseCidr } from './cidr.js';
import type { Resolved } from './variables.js';
import { fits, literalTokens, type Token } from './wildcard.js';

/** One condition operator of IAM, without its `IfExists` suffix and set prefix. */
export interface Operator {
  /** True for `…Not…`: the condition holds if nothing matches, and if the key is absent. */
  negated: boolean;
  /** Does one value of the request match one value of the policy? For a negated operator: what it must not do. */
  matches(value: string, written: Resolved): boolean;
  /** False if the policy's value can mean nothing to this operator; such a policy is refused. */
  accepts(written: string): boolean;
}

type Compare<Value> = (value: Value, limit: Value) => boolean;

const anything = (): boolean => true;
const positive = (matches: Operator['matches'], accepts: Operator['accepts'] = anything): Operator => ({
  negated: false,
  matches,
  accepts,
});
const negative = (operator: Operator): Operator => ({ ...operator, negated: true });

const equal = positive((value, { text }) => value === text);
const equalIgnoringCase = positive((value, { text }) => value.toLowerCase() === text.toLowerCase());
const like = positive((value, { tokens }) => fits(tokens, value));
const bool = positive(
  (value, { text }) => value.toLowerCase() === text.toLowerCase(),
  (written) => /^(true|false)$/i.test(written),
);

/** ARNs match part by part, so that a `*` in one of the first five cannot reach over a colon. */
const arnLike = positive((value, { tokens }) => {
  const patterns = arnParts(tokens);
  const parts = arnParts(literalTokens(value));
  return parts.length === patterns.length && patterns.every((pattern, i) => fits(pattern, joined(parts[i])));
});

const joined = (tokens: readonly Token[] = []): string =>
  tokens.filter((token) => typeof token === 'string').join('');

function arnParts(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token === ':' && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const toNumber = (text: string): number => (NUMBER.test(text) ? Number(text) : Number.NaN);

/** An ISO 8601 date or instant, or seconds since 1970. */
const toInstant = (text: string): number => {
  if (/^\d{1,12}$/.test(text)) return text.length === 4 ? Date.parse(text) : Number(text) * 1000;
  return /^\d{4}-\d\d(-\d\d)?/.test(text) ? Date.parse(text) : Number.NaN;
};

const ordered =
  (parse: (text: string) => number) =>
  (compare: Compare<number>): Operator =>
    positive(
      (value, { text }) => compare(parse(value), parse(text)),
      (written) => !Number.isNaN(parse(written)),
    );
const numeric = ordered(toNumber);
const date = ordered(toInstant);

const address = positive(
  (value, { text }) => {
    const range = parseCidr(text);
    return range !== undefined && isIP(value) !== 0 && matchesCidr(value, range);
  },
  (written) => parseCidr(written) !== undefined,
);

const same: Compare<number> = (a, b) => a === b;
const less: Compare<number> = (a, b) => a < b;
const atMost: Compare<number> = (a, b) => a <= b;
const greater: Compare<number> = (a, b) => a > b;
const atLeast: Compare<number> = (a, b) => a >= b;

export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['StringEquals', equal],
  ['StringNotEquals', negative(equal)],
  ['StringEqualsIgnoreCase', equalIgnoringCase],
  ['StringNotEqualsIgnoreCase', negative(equalIgnoringCase)],
  ['StringLike', like],
  ['StringNotLike', negative(like)],
  ['Bool', bool],
  ['BinaryEquals', equal],
  ['ArnEquals', arnLike],
  ['ArnLike', arnLike],
  ['ArnNotEquals', negative(arnLike)],
  ['ArnNotLike', negative(arnLike)],
  ['NumericEquals', numeric(same)],
  ['NumericNotEquals', negative(numeric(same))],
  ['NumericLessThan', numeric(less)],
  ['NumericLessThanEquals', numeric(atMost)],
  ['NumericGreaterThan', numeric(greater)],
  ['NumericGreaterThanEquals', numeric(atLeast)],
  ['DateEquals', date(same)],
  ['DateNotEquals', negative(date(same))],
  ['DateLessThan', date(less)],
  ['DateLessThanEquals', date(atMost)],
  ['DateGreaterThan', date(greater)],
  ['DateGreaterThanEquals', date(atLeast)],
  ['IpAddress', address],
  ['NotIpAddress', negative(address)],
]);
