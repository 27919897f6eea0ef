import type { AwsSecurityFinding } from '@docket/asff';
import { toInstant } from '../instant.js';
import { addressKey } from './address.js';
import { type Attribute, type AttributeName, attributeNamed, type Step } from './attributes.js';

/** A value in the form in which values of its attribute compare. */
export type Value = string | number | boolean;

/**
 * What a finding has of an attribute, in the form that compares: strings, numbers and booleans as they are, timestamps
 * as canonical instants (`../instant.ts`), IP addresses as keys (`address.ts`). Values that have no such form are left
 * out; of a map there are none (see entriesOf), of Keyword there are the texts that it searches.
 *
 * This is what a store keeps beside the document, and what leaves of a filter tree are compared with.
 */
export function valuesOf(name: AttributeName, finding: AwsSecurityFinding): readonly Value[] {
  const values: Value[] = [];
  someValue(attributeNamed(name), finding, (value) => {
    values.push(value);
    return false;
  });
  return values;
}

/** The entries of a map attribute; those of several resources one after the other. None for other attributes. */
export function entriesOf(
  name: AttributeName,
  finding: AwsSecurityFinding,
): readonly (readonly [key: string, value: string])[] {
  const entries: [string, string][] = [];
  const attribute = attributeNamed(name);
  if (attribute.kind !== 'map') return entries;
  somePlace(attribute, finding, (map) => {
    if (!isObject(map)) return false;
    for (const [key, value] of Object.entries(map)) if (typeof value === 'string') entries.push([key, value]);
    return false;
  });
  return entries;
}

/** True if a value that the finding has of the attribute passes; see valuesOf. */
export function someValue(
  attribute: Attribute,
  finding: AwsSecurityFinding,
  test: (value: Value) => boolean,
): boolean {
  let found = false;
  const passes = somePlace(attribute, finding, (raw) => {
    found = true;
    const value = comparable(attribute.kind, raw);
    return value !== undefined && test(value);
  });
  return passes || (!found && attribute.absent !== undefined && test(attribute.absent));
}

/** True if a value that the finding has under a key of a map attribute passes. */
export function someEntry(
  attribute: Attribute,
  finding: AwsSecurityFinding,
  key: string,
  test: (value: string) => boolean,
): boolean {
  return somePlace(attribute, finding, (map) => {
    // Only own members: keys such as `constructor` or `__proto__` are like any other.
    const value = isObject(map) && Object.hasOwn(map, key) ? map[key] : undefined;
    return typeof value === 'string' && test(value);
  });
}

function comparable(kind: Attribute['kind'], raw: unknown): Value | undefined {
  switch (kind) {
    case 'string':
    case 'keyword':
      return typeof raw === 'string' ? raw : undefined;
    case 'number':
      return typeof raw === 'number' ? raw : undefined;
    case 'boolean':
      return typeof raw === 'boolean' ? raw : undefined;
    case 'date':
      return typeof raw === 'string' ? toInstant(raw) : undefined;
    case 'ip':
      return typeof raw === 'string' ? addressKey(raw) : undefined;
    case 'map':
      return undefined;
  }
}

const somePlace = (
  attribute: Attribute,
  finding: AwsSecurityFinding,
  test: (value: unknown) => boolean,
): boolean => attribute.paths.some((path) => walk(finding, path, 0, test));

function walk(
  value: unknown,
  path: readonly Step[],
  index: number,
  test: (value: unknown) => boolean,
): boolean {
  const step = path[index];
  if (step === undefined) return test(value);
  const member = isObject(value) ? value[step.member] : undefined;
  if (member === undefined) return false;
  if (!step.each) return walk(member, path, index + 1, test);
  return Array.isArray(member) && member.some((item) => walk(item, path, index + 1, test));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
