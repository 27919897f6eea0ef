import { isLongerThan } from './characters.js';
import { type CheckOptions, type Checks, exemptSchema, has } from './check.js';
import { MAX_DEPTH } from './free-form.js';
import { type Alternative, isObject, type JsonSchema, type Properties, referenced } from './json-schema.js';
import { Report } from './report.js';
import { numberViolations, stringViolations } from './scalars.js';
import { Place, type Violation } from './violation.js';

/**
 * The thorough half of validation: everything that is wrong with a value, in the words and in the order of the
 * service, which are those of Ajv 6 with `allErrors`: sizes before members and elements, a structure's unknown members
 * before its own, those in the order of the model, missing or wrong, and rules between members last.
 */
export function collectViolations(schema: JsonSchema, value: unknown, checks: Checks): Violation[] {
  const collector = new Collector(checks);
  collector.visit(schema, value, Place.root);
  return collector.report.found;
}

class Collector {
  readonly report = new Report();
  private readonly options: CheckOptions;

  constructor(private readonly checks: Checks) {
    this.options = checks.options;
  }

  visit(schema: JsonSchema, value: unknown, place: Place): void {
    if (this.report.full) return;
    if (schema.$ref !== undefined) this.definition(referenced(schema.$ref), value, place);
    else if (schema.type === undefined) this.freeForm(value, place);
    else if (schema.type === 'string') stringViolations(schema, value, place, this.report);
    else if (schema.type === 'array') this.array(schema, value, place);
    else if (schema.type === 'object') this.object(schema, value, place);
    else if (schema.type !== 'boolean') numberViolations(schema, value, place, this.report);
    else if (typeof value !== 'boolean') this.report.wrongType('boolean', place);
  }

  private definition(name: string, value: unknown, place: Place): void {
    // Most parts of a wrong finding are right: only the wrong ones are gone through.
    if (this.checks.definition(name)(value)) return;
    const definition = this.options.definitions[name];
    if (definition !== undefined) this.visit(definition, value, place);
  }

  private freeForm(value: unknown, place: Place): void {
    if (this.options.freeForm(value)) return;
    this.report.add(place, 'depth', `should NOT be nested deeper than ${MAX_DEPTH} levels`, MAX_DEPTH);
  }

  private array(schema: JsonSchema, value: unknown, place: Place): void {
    if (!Array.isArray(value)) {
      this.report.wrongType('array', place);
      return;
    }
    this.size('Items', value.length, schema.minItems, schema.maxItems, place);
    const items = schema.items ?? {};
    for (let i = 0; i < value.length && !this.report.full; i++) this.visit(items, value[i], place.item(i));
    if (schema.uniqueItems) this.unique(value, place);
  }

  /** Reports one pair, the first that is found going down from the end, as Ajv does for lists of strings. */
  private unique(items: readonly unknown[], place: Place): void {
    const seen = new Map<string, number>();
    for (let i = items.length - 1; i >= 0; i--) {
      const item = items[i];
      if (typeof item !== 'string') continue;
      const twin = seen.get(item);
      if (twin !== undefined) {
        const message = `should NOT have duplicate items (items ## ${twin} and ${i} are identical)`;
        this.report.add(place, 'uniqueItems', message);
        return;
      }
      seen.set(item, i);
    }
  }

  private object(schema: JsonSchema, value: unknown, place: Place): void {
    if (!isObject(value)) this.report.wrongType('object', place);
    else if (schema.properties === undefined) this.map(schema, value, place);
    else this.structure(schema, schema.properties, value, place);
  }

  private structure(
    schema: JsonSchema,
    properties: Properties,
    value: Record<string, unknown>,
    place: Place,
  ): void {
    const { minProperties, maxProperties, required: names = [], anyOf = [] } = schema;
    if (minProperties !== undefined || maxProperties !== undefined) {
      this.size('Properties', Object.keys(value).length, minProperties, maxProperties, place);
    }
    if (schema.additionalProperties === false) this.unknownMembers(properties, value, place);
    const required = new Set(names);
    for (const [name, member] of Object.entries(properties)) {
      if (value[name] !== undefined) this.visit(member, value[name], place.member(name));
      else if (required.has(name)) this.report.missing(name, place);
    }
    if (anyOf.length > 0) this.anyOf(anyOf, value, place);
  }

  private unknownMembers(known: Properties, value: Record<string, unknown>, place: Place): void {
    for (const name in value) {
      if (this.report.full) return;
      if (Object.hasOwn(known, name)) continue;
      if (this.options.keepUnknown) this.freeForm(value[name], place.key(name));
      else this.report.add(place, 'additionalProperties', 'should NOT have additional properties');
    }
  }

  private anyOf(alternatives: readonly Alternative[], value: Record<string, unknown>, place: Place): void {
    if (alternatives.some((one) => has(value, one.required))) return;
    for (const { required, 'x-silent': silent } of alternatives) {
      if (silent) continue;
      for (const name of required) if (value[name] === undefined) this.report.missing(name, place);
    }
    this.report.add(place, 'anyOf', 'should match some schema in anyOf');
  }

  private map(schema: JsonSchema, value: Record<string, unknown>, place: Place): void {
    const { minProperties, maxProperties, additionalProperties, propertyNames } = schema;
    const exempt = schema['x-exempt-prefix'];
    const isExempt = (key: string) => exempt !== undefined && key.startsWith(exempt);
    const keys: string[] = [];
    for (const key in value) keys.push(key);
    const counted = keys.filter((key) => !isExempt(key));
    this.size('Properties', counted.length, minProperties, maxProperties, place);
    if (propertyNames !== undefined) this.keys(counted, propertyNames.maxLength, place);
    const values = additionalProperties || {};
    for (const key of keys) {
      if (this.report.full) return;
      this.visit(isExempt(key) ? exemptSchema(values) : values, value[key], place.key(key));
    }
  }

  private keys(keys: readonly string[], max: number, place: Place): void {
    for (const key of keys) {
      if (!isLongerThan(key, max)) continue;
      this.report.tooLong(key, max, place);
      this.report.add(place, 'propertyNames', `property name '${key}' is invalid`);
    }
  }

  private size(
    unit: 'Items' | 'Properties',
    actual: number,
    min: number | undefined,
    max: number | undefined,
    place: Place,
  ): void {
    if (max !== undefined && actual > max) this.report.tooMany(unit, max, actual, place);
    if (min !== undefined && actual < min) this.report.tooFew(unit, min, actual, place);
  }
}
