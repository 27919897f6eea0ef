import fc from 'fast-check';
import type { Draw } from './generate.js';

const RETYPED: readonly unknown[] = [
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
export function drawMutation(value: unknown, draw: Draw): unknown {
  const children = entriesOf(value);
  if (children.length > 0 && draw(fc.nat(4)) > 0) {
    const [key, child] = draw(fc.constantFrom(...children));
    return draw(fc.nat(9)) === 0 ? without(value, key) : withChild(value, key, drawMutation(child, draw));
  }
  return mutateHere(value, draw);
}

function mutateHere(value: unknown, draw: Draw): unknown {
  const retyped = draw(fc.constantFrom(...RETYPED));
  if (draw(fc.nat(3)) === 0) return retyped;
  if (typeof value === 'string') {
    return draw(
      fc.constantFrom(
        '',
        `${value}/${value}/y/z`,
        `${value}💥`.repeat(300),
        'é'.repeat(2049),
        value.slice(1),
      ),
    );
  }
  if (typeof value === 'number')
    return draw(fc.constantFrom(value + 0.5, -value - 1, value * 1000 + 101, String(value)));
  if (Array.isArray(value)) {
    const [first] = value;
    return draw(
      fc.constantFrom(
        [],
        [...value, first ?? 'x'],
        [...value, first, first],
        Array.from({ length: 51 }, () => first),
        [...value, retyped],
      ),
    );
  }
  if (typeof value !== 'object' || value === null) return retyped;
  const key = draw(
    fc.constantFrom('Unknown', '__proto__', 'constructor', "it's", 'a.b', 'k'.repeat(129), 'Id', 'Severity'),
  );
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`key ${i}`, 'x']));
  return draw(fc.constantFrom({}, withChild(value, key, retyped), { ...value, ...many }));
}

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
