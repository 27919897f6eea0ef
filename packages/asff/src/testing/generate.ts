import { type JsonSchema, referenced } from '../schema/json-schema.js';
import type { Random } from './random.js';

const TEXT = ['a', 'é', '💥', "it's", '"', '\\', 'eu-central-1', '10.0.0.1', '<b>'] as const;
const TIMES = [
  '2024-02-29T12:00:00Z',
  '2018-01-01T00:00:00.1+0200',
  '2016-12-31T23:59:60z',
  '1999-12-31t00:00:00-08',
] as const;
const TYPES = [
  'TTPs',
  'Effects/Data Exposure',
  'Software and Configuration Checks/Vulnerabilities/CVE',
  'x/y z/é',
] as const;

/** Draws a value that the schema accepts. Every optional member has a chance, a small one where there are many. */
export function drawValid(schema: JsonSchema, root: JsonSchema, random: Random): unknown {
  if (schema.$ref !== undefined) {
    const definition = root.definitions?.[referenced(schema.$ref)];
    if (definition === undefined) throw new Error(`no definition ${schema.$ref}`);
    return drawValid(definition, root, random);
  }
  switch (schema.type) {
    case 'string':
      return drawString(schema, random);
    case 'boolean':
      return random.pick(true, false);
    case 'integer':
      return (schema.minimum ?? -5) + random.nat((schema.maximum ?? 5) - (schema.minimum ?? -5));
    case 'number':
      return random.pick(0.5, -0.25, 3, 1e21);
    case 'array': {
      const least = schema.minItems ?? 0;
      const length = least + random.nat(Math.min(schema.maxItems ?? 3, 3) - least);
      const items = Array.from({ length }, () => drawValid(schema.items ?? {}, root, random));
      return schema.uniqueItems ? [...new Set(items)] : items;
    }
    case 'object':
      return schema.properties === undefined
        ? drawMap(schema, root, random)
        : drawMembers(schema, root, random);
    default:
      return random.pick<unknown>(null, 1, 'x', [[]], { a: { b: [true] } });
  }
}

function drawString(schema: JsonSchema, random: Random): string {
  if (schema.enum !== undefined) return schema.enum[random.nat(schema.enum.length - 1)] ?? '';
  if (schema.pattern?.includes('23:59:60')) return random.pick(...TIMES);
  if (schema.pattern?.includes('{12}')) return '123456789012';
  if (schema.pattern !== undefined) return random.pick(...TYPES);
  const text = random.pick(...TEXT);
  const least = schema.minLength ?? 0;
  return [...text].length < least ? `${text}${'x'.repeat(least)}` : text;
}

function drawMap(schema: JsonSchema, root: JsonSchema, random: Random): unknown {
  const values = schema.additionalProperties || {};
  const count = (schema.minProperties ?? 0) + random.nat(2);
  const keys = Array.from({ length: count }, () => random.pick(...TEXT, '__proto__'));
  return Object.fromEntries(keys.map((key) => [key, drawValid(values, root, random)]));
}

function drawMembers(schema: JsonSchema, root: JsonSchema, random: Random): unknown {
  const properties = Object.entries(schema.properties ?? {});
  const wanted = new Set([...(schema.required ?? []), ...(schema.anyOf?.[0]?.required ?? [])]);
  const chance = Math.max(2, Math.ceil(properties.length / 6));
  return Object.fromEntries(
    properties
      .filter(([name]) => wanted.has(name) || random.nat(chance) === 0)
      .map(([name, member]) => [name, drawValid(member, root, random)]),
  );
}
