import type { Definitions, JsonSchema } from '@docket/asff';

/**
 * A copy of a checked value without the members that its schema does not name. The service ignores what it does not
 * know, and nothing that was not checked may reach an operation. Parts that the schema leaves open stay as they are.
 */
export function prune(schema: JsonSchema, value: unknown, definitions: Definitions): unknown {
  if (schema.$ref !== undefined) {
    const target = definitions[schema.$ref.replace('#/definitions/', '')];
    return target === undefined ? value : prune(target, value, definitions);
  }
  const { items, properties } = schema;
  if (items !== undefined && Array.isArray(value)) {
    return value.map((item) => prune(items, item, definitions));
  }
  if (properties === undefined || typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return known === undefined ? [] : [[name, prune(known, member, definitions)]];
  });
  return Object.fromEntries(members);
}
