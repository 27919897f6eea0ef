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
  const { kind, paths, absent } = attributeNamed(name);
  const raw = placesOf(paths, finding);
  if (raw.length === 0) return absent === undefined ? NONE : [absent];
  const values: Value[] = [];
  for (const one of raw) {
    const value = comparable(kind, one);
    if (value !== undefined) values.push(value);
  }
  return values;
}

/** The entries of a map attribute; those of several resources one after the other. None for other attributes. */
export const entriesOf = (
  name: AttributeName,
  finding: AwsSecurityFinding,
): readonly (readonly [key: string, value: string])[] => mapsOf(name, finding).flatMap(textEntries);

/** The maps that a finding has of a map attribute, one for each resource that has one. None for other attributes. */
export function mapsOf(name: AttributeName, finding: AwsSecurityFinding): readonly JsonObject[] {
  const { kind, paths } = attributeNamed(name);
  return kind === 'map' ? placesOf(paths, finding).filter(isObject) : NONE;
}

const textEntries = (map: JsonObject): [key: string, value: string][] =>
  Object.entries(map).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[key, value]] : [],
  );

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

/** Everything at the ends of paths into a finding. */
function placesOf(paths: readonly (readonly Step[])[], finding: AwsSecurityFinding): readonly unknown[] {
  const found: unknown[] = [];
  for (const path of paths) collect(finding, path, 0, found);
  return found;
}

function collect(value: unknown, path: readonly Step[], index: number, found: unknown[]): void {
  const step = path[index];
  if (step === undefined) {
    found.push(value);
    return;
  }
  const member = isObject(value) ? value[step.member] : undefined;
  if (member === undefined) return;
  if (!step.each) collect(member, path, index + 1, found);
  else if (Array.isArray(member)) for (const item of member) collect(item, path, index + 1, found);
}

type JsonObject = Readonly<Record<string, unknown>>;

const NONE: readonly never[] = [];

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;
