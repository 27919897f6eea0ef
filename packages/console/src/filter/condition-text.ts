import { isMembers, type Members, numberOf, textOf } from '../json.js';
import type { Kind } from './attributes.js';
import { BOUNDS } from './filters.js';

/** Short names of the comparisons, as they are in addresses: `SeverityLabel=eq:HIGH`. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['eq', 'EQUALS'],
  ['ne', 'NOT_EQUALS'],
  ['prefix', 'PREFIX'],
  ['not-prefix', 'PREFIX_NOT_EQUALS'],
  ['has', 'CONTAINS'],
  ['has-not', 'NOT_CONTAINS'],
  ['word', 'CONTAINS_WORD'],
]);
const LONG: ReadonlyMap<string, string> = new Map([...SHORT].map(([short, long]) => [long, short]));
const BOUND_NAMES = [...BOUNDS.values()];
/** For what has no short form: unknown attributes and members. */
const RAW = 'json:';

export type KindInUrl = Kind | 'keyword' | 'unknown';

/** The short form of a condition, `eq:HIGH` for one, if reading it gives the same condition again; else its JSON. */
export function writeCondition(kind: KindInUrl, condition: Members): string {
  const short = shortForm(kind, condition);
  const again = short === undefined ? undefined : readCondition(kind, short);
  return short !== undefined && isSame(again, condition) ? short : `${RAW}${JSON.stringify(condition)}`;
}

const isSame = (one: unknown, other: Members): boolean => sorted(one) === sorted(other);

const sorted = (value: unknown): string =>
  isMembers(value)
    ? `{${Object.keys(value)
        .sort()
        .map((name) => `${name}:${sorted(value[name])}`)
        .join()}}`
    : JSON.stringify(value);

function shortForm(kind: KindInUrl, condition: Members): string | undefined {
  const { Value, Comparison, Key, Cidr, DateRange } = condition;
  const comparison = LONG.get(String(Comparison));
  switch (kind) {
    case 'string':
      return `${comparison}:${Value}`;
    case 'map':
      return `${comparison}:${encodeURIComponent(String(Key))}=${Value}`;
    case 'keyword':
    case 'boolean':
      return String(Value);
    case 'ip':
      return String(Cidr);
    case 'number':
      return BOUND_NAMES.flatMap((name) => (name in condition ? [`${name}:${condition[name]}`] : []))
        .join(',')
        .toLowerCase();
    case 'date':
      if (isMembers(DateRange)) {
        return `${DateRange.Comparison === 'OLDER_THAN' ? 'older' : 'last'}:${DateRange.Value}`;
      }
      return `${condition.Start ?? ''}/${condition.End ?? ''}`;
    case 'unknown':
      return undefined;
  }
}

/** The condition that a text in an address stands for; undefined if it stands for none. */
export function readCondition(kind: KindInUrl, text: string): Members | undefined {
  if (text.startsWith(RAW)) return rawCondition(text.slice(RAW.length));
  const colon = text.indexOf(':');
  const Comparison = SHORT.get(text.slice(0, colon));
  const value = text.slice(colon + 1);
  switch (kind) {
    case 'string':
      return Comparison === undefined ? undefined : { Value: value, Comparison };
    case 'map':
      return Comparison === undefined ? undefined : readEntry(value, Comparison);
    case 'keyword':
      return { Value: text };
    case 'boolean':
      return text === 'true' || text === 'false' ? { Value: text === 'true' } : undefined;
    case 'ip':
      return { Cidr: text };
    case 'number':
      return readBounds(text);
    case 'date':
      return readDates(text);
    case 'unknown':
      return undefined;
  }
}

function rawCondition(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readEntry(text: string, Comparison: string): Members | undefined {
  const sign = text.indexOf('=');
  if (sign < 0) return undefined;
  try {
    return { Key: decodeURIComponent(text.slice(0, sign)), Value: text.slice(sign + 1), Comparison };
  } catch {
    return undefined;
  }
}

function readBounds(text: string): Members | undefined {
  const bounds = text.split(',').map((part): [string | undefined, number] => {
    const [name = '', number = ''] = part.split(':');
    return [
      BOUND_NAMES.find((one) => one.toLowerCase() === name),
      number === '' ? Number.NaN : Number(number),
    ];
  });
  const named = bounds.flatMap(([name, number]): [string, number][] =>
    name !== undefined && numberOf(number) !== undefined && Number.isFinite(number) ? [[name, number]] : [],
  );
  return named.length === bounds.length ? Object.fromEntries(named) : undefined;
}

function readDates(text: string): Members | undefined {
  const relative = /^(last|older):(\d+(?:\.\d+)?)$/.exec(text);
  if (relative !== null) {
    const Comparison = relative[1] === 'older' ? 'OLDER_THAN' : 'WITHIN';
    return { DateRange: { Value: Number(relative[2]), Unit: 'DAYS', Comparison } };
  }
  const [Start = '', End, ...more] = text.split('/');
  if (textOf(End) === undefined || more.length > 0 || (Start === '' && End === '')) return undefined;
  return { ...(Start !== '' && { Start }), ...(End !== '' && { End }) };
}
