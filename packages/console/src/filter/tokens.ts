import { type Members, numberOf, textOf } from '../json.js';
import { type Attribute, attributeNamed, type Kind } from './attributes.js';
import { BOUNDS, type Filters, MAP_OPERATORS, OPERATORS } from './filters.js';
import { FIXED_VALUES } from './values.js';

/** A condition as the filter box has it. */
export interface Token {
  /** Absent: words that are looked for in several attributes. */
  readonly propertyKey?: string;
  readonly operator: string;
  readonly value: unknown;
}

export interface Shown {
  readonly tokens: readonly Token[];
  /** What has no form in the filter box: unknown attributes, and several ranges of one number. */
  readonly rest: Filters;
}

/** True if several values of an attribute are one token, to be ticked in a list. */
const isTicked = (name: string, operator: string): boolean =>
  (operator === '=' || operator === '!=') && Object.hasOwn(FIXED_VALUES, name);

/** Filters as the filter box shows them. */
export function toTokens(filters: Filters): Shown {
  const tokens: Token[] = [];
  const rest: [string, readonly Members[]][] = [];
  for (const [name, conditions] of Object.entries(filters)) {
    const found = name === 'Keyword' ? keywords(conditions) : tokensOf(attributeNamed(name), conditions);
    if (found === undefined) rest.push([name, conditions]);
    else tokens.push(...found);
  }
  return { tokens, rest: Object.fromEntries(rest) };
}

/** What the filter box can show of a condition of each kind; more would get lost in it. */
const MEMBERS: Readonly<Record<Exclude<Kind, 'date'> | 'keyword', readonly string[]>> = {
  string: ['Value', 'Comparison'],
  map: ['Key', 'Value', 'Comparison'],
  number: [...BOUNDS.values()],
  ip: ['Cidr'],
  boolean: ['Value'],
  keyword: ['Value'],
};

const isWhole = (kind: keyof typeof MEMBERS, condition: Members): boolean =>
  Object.keys(condition).every((name) => MEMBERS[kind].includes(name));

/** @returns undefined if one of the conditions has no form as a token */
function tokensOf(attribute: Attribute | undefined, conditions: readonly Members[]): Token[] | undefined {
  if (attribute === undefined) return undefined;
  const { name, kind } = attribute;
  if (kind === 'number') return numbers(name, conditions);
  const found = conditions.map((condition) => tokenOf(attribute, condition));
  if (!found.every((token) => token !== undefined)) return undefined;
  const ticked = ['=', '!='].flatMap((operator): Token[] => {
    const value = found.filter((token) => token.operator === operator).map((token) => token.value);
    return value.length > 0 && isTicked(name, operator) ? [{ propertyKey: name, operator, value }] : [];
  });
  return [...ticked, ...found.filter(({ operator }) => !isTicked(name, operator))];
}

function tokenOf({ name, kind }: Attribute, condition: Members): Token | undefined {
  if (kind !== 'date' && !isWhole(kind, condition)) return undefined;
  const { Value, Comparison = 'EQUALS', Key, Cidr } = condition;
  const operator = OPERATORS.get(String(Comparison));
  switch (kind) {
    case 'date':
      return { propertyKey: name, operator: '=', value: condition };
    case 'ip':
      return textOf(Cidr) === undefined ? undefined : { propertyKey: name, operator: '=', value: Cidr };
    case 'boolean':
      return typeof Value === 'boolean'
        ? { propertyKey: name, operator: '=', value: String(Value) }
        : undefined;
    case 'map':
      if (textOf(Key) === undefined || textOf(Value) === undefined || operator === undefined)
        return undefined;
      return MAP_OPERATORS.includes(operator)
        ? { propertyKey: name, operator, value: { Key, Value } }
        : undefined;
    default:
      if (textOf(Value) === undefined || operator === undefined) return undefined;
      return { propertyKey: name, operator, value: Value };
  }
}

/** The bounds of one condition hold together, so only one condition with bounds can be taken apart into tokens. */
function numbers(name: string, conditions: readonly Members[]): Token[] | undefined {
  const bounded = conditions.filter((condition) => condition.Eq === undefined);
  const mixed = conditions.some(({ Eq, ...others }) => Eq !== undefined && Object.keys(others).length > 0);
  const areNumbers = conditions.every(
    (condition) =>
      isWhole('number', condition) &&
      Object.keys(condition).length > 0 &&
      Object.values(condition).every((bound) => numberOf(bound) !== undefined),
  );
  if (bounded.length > 1 || mixed || !areNumbers) return undefined;
  return conditions.flatMap((condition) =>
    [...BOUNDS].flatMap(([operator, bound]): Token[] => {
      const value = numberOf(condition[bound]);
      return value === undefined ? [] : [{ propertyKey: name, operator, value: String(value) }];
    }),
  );
}

function keywords(conditions: readonly Members[]): Token[] | undefined {
  const words = conditions.map((condition) =>
    isWhole('keyword', condition) ? textOf(condition.Value) : undefined,
  );
  return words.every((word) => word !== undefined)
    ? words.map((value) => ({ operator: ':', value }))
    : undefined;
}
