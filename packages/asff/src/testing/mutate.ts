import type { Random } from './random.js';

const RETYPED: readonly [unknown, ...unknown[]] = [
  null,
  true,
  0,
  -1,
  1.5,
  65536,
  101,
  1e300,
  '',
  'x',
  [],
  {},
  ['a', 'a'],
  { a: 1 },
];

/** Draws a copy of a JSON value with one thing wrong, or at least different, at a random place in it. */
export function drawMutation(value: unknown, random: Random): unknown {
  const children = entriesOf(value);
  if (children.length > 0 && random.nat(4) > 0) {
    const [key, child] = children[random.nat(children.length - 1)] ?? ['', undefined];
    return random.nat(9) === 0 ? without(value, key) : withChild(value, key, drawMutation(child, random));
  }
  return mutateHere(value, random);
}

function mutateHere(value: unknown, random: Random): unknown {
  const other = random.pick(...RETYPED);
  if (random.nat(3) === 0) return other;
  if (typeof value === 'string') return mutateText(value, random);
  if (typeof value === 'number') {
    return random.pick<unknown>(value + 0.5, -value - 1, value * 1000 + 101, String(value));
  }
  if (Array.isArray(value)) {
    const [first] = value;
    const many = Array.from({ length: 51 }, () => first ?? 'x');
    return random.pick(
      [],
      [...value, first ?? 'x'],
      [...value, other],
      [...value, first, 'x', first ?? null],
      many,
    );
  }
  if (typeof value !== 'object' || value === null) return other;
  const key = random.pick(
    'Unknown',
    '__proto__',
    'constructor',
    "it's",
    'a.b',
    'k'.repeat(129),
    'Id',
    'Types',
  );
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`key ${i}`, 'x']));
  return random.pick({}, withChild(value, key, other), { ...value, ...many });
}

const mutateText = (text: string, random: Random): string =>
  random.pick(
    '',
    `${text.slice(0, 99)}/x/y/z`,
    `${text.slice(0, 9)}💥`.repeat(300),
    'é'.repeat(2049),
    text.slice(1),
  );

function entriesOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function withChild(value: unknown, key: string | number, child: unknown): unknown {
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? child : item));
  return Object.fromEntries([...Object.entries(Object(value)), [String(key), child]]);
}

function without(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value.filter((_, index) => index !== key);
  return Object.fromEntries(Object.entries(Object(value)).filter(([name]) => name !== key));
}
