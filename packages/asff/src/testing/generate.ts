import fc from 'fast-check';
import { type JsonSchema, referenced } from '../schema/json-schema.js';

/** Draws from an arbitrary; what fast-check's `fc.gen()` gives to a property. */
export type Draw = <T>(arbitrary: fc.Arbitrary<T>) => T;

const TEXT = fc.constantFrom('a', 'é', '💥', "it's", '"', '\\', 'eu-central-1', '10.0.0.1', '<b>');
const TIMES = [
  '2024-02-29T12:00:00Z',
  '2018-01-01T00:00:00.1+0200',
  '2016-12-31T23:59:60z',
  '1999-12-31t00:00:00-08',
];
const TYPES = [
  'TTPs',
  'Effects/Data Exposure',
  'Software and Configuration Checks/Vulnerabilities/CVE',
  'x/y z/é',
];

/** Draws a value that the schema accepts. Every optional member has a chance, a small one where there are many. */
export function drawValid(schema: JsonSchema, root: JsonSchema, draw: Draw): unknown {
  if (schema.$ref !== undefined) {
    const definition = root.definitions?.[referenced(schema.$ref)];
    if (definition === undefined) throw new Error(`no definition ${schema.$ref}`);
    return drawValid(definition, root, draw);
  }
  switch (schema.type) {
    case 'string':
      return drawString(schema, draw);
    case 'boolean':
      return draw(fc.boolean());
    case 'integer':
      return draw(fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 5 }));
    case 'number':
      return draw(fc.double({ min: schema.minimum ?? -5, max: schema.maximum ?? 5, noNaN: true }));
    case 'array': {
      const length = draw(fc.integer({ min: schema.minItems ?? 0, max: Math.min(schema.maxItems ?? 3, 3) }));
      const items = Array.from({ length }, () => drawValid(schema.items ?? {}, root, draw));
      return schema.uniqueItems ? [...new Set(items)] : items;
    }
    case 'object':
      return schema.properties === undefined ? drawMap(schema, root, draw) : drawMembers(schema, root, draw);
    default:
      return draw(fc.constantFrom(null, 1, 'x', [[]], { a: { b: [true] } }));
  }
}

function drawString(schema: JsonSchema, draw: Draw): string {
  if (schema.enum !== undefined) return draw(fc.constantFrom(...schema.enum));
  if (schema.pattern?.includes('23:59:60')) return draw(fc.constantFrom(...TIMES));
  if (schema.pattern?.includes('{12}')) return '123456789012';
  if (schema.pattern !== undefined) return draw(fc.constantFrom(...TYPES));
  const text = draw(TEXT);
  return text.padEnd(Math.max(schema.minLength ?? 0, text.length), 'x'.repeat(12));
}

function drawMap(schema: JsonSchema, root: JsonSchema, draw: Draw): unknown {
  const values = schema.additionalProperties || {};
  const keys = draw(
    fc.uniqueArray(fc.oneof(TEXT, fc.constant('__proto__')), {
      minLength: schema.minProperties ?? 0,
      maxLength: 3,
    }),
  );
  return Object.fromEntries(keys.map((key) => [key, drawValid(values, root, draw)]));
}

function drawMembers(schema: JsonSchema, root: JsonSchema, draw: Draw): unknown {
  const properties = Object.entries(schema.properties ?? {});
  const wanted = new Set([...(schema.required ?? []), ...(schema.anyOf?.[0]?.required ?? [])]);
  const chance = Math.max(2, Math.ceil(properties.length / 6));
  return Object.fromEntries(
    properties
      .filter(([name]) => wanted.has(name) || draw(fc.nat(chance)) === 0)
      .map(([name, member]) => [name, drawValid(member, root, draw)]),
  );
}
