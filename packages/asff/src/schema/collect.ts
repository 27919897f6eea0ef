import { characters, isLongerThan, isShorterThan } from './characters.js';
import { type CheckOptions, type Checks, exemptSchema, has } from './check.js';
import { MAX_DEPTH } from './free-form.js';
import { isFiniteNumber, isObject, type JsonSchema, referenced } from './json-schema.js';
import { type Keyword, Place, type Violation } from './violation.js';

/** A hostile value can be wrong in a hundred thousand places; nobody reads further than this. */
export const MAX_VIOLATIONS = 1000;

/**
 * The thorough half of validation: everything that is wrong with a value, in the words and in the order of the
 * service, which are those of Ajv 6 with `allErrors`: limits of size before members, members before enumerations,
 * and of a structure first what is unknown, then its members in the order of the model, missing or wrong.
 */
export function collectViolations(schema: JsonSchema, value: unknown, checks: Checks): Violation[] {
  const collector = new Collector(checks);
  collector.visit(schema, value, Place.root);
  return collector.found;
}

class Collector {
  readonly found: Violation[] = [];

  private readonly options: CheckOptions;

  constructor(private readonly checks: Checks) {
    this.options = checks.options;
  }

  visit(schema: JsonSchema, value: unknown, place: Place): void {
    if (this.found.length >= MAX_VIOLATIONS) return;
    if (schema.$ref !== undefined) this.definition(referenced(schema.$ref), value, place);
    else if (schema.type === undefined) this.freeForm(value, place);
    else if (schema.type === 'string') this.string(schema, value, place);
    else if (schema.type === 'array') this.array(schema, value, place);
    else if (schema.type === 'object') this.object(schema, value, place);
    else if (schema.type !== 'boolean') this.number(schema, value, place);
    else if (typeof value !== 'boolean') this.wrongType('boolean', place);
  }

  private definition(name: string, value: unknown, place: Place): void {
    // Most parts of a wrong finding are right: only the wrong ones are gone through.
    if (this.checks.definition(name)(value)) return;
    const definition = this.options.definitions[name];
    if (definition !== undefined) this.visit(definition, value, place);
  }

  private add(
    place: Place,
    keyword: Keyword,
    message: string,
    limit?: number | string,
    actual?: number,
  ): void {
    if (this.found.length >= MAX_VIOLATIONS) return;
    this.found.push({
      path: place.path,
      segments: place.segments,
      keyword,
      message,
      ...(limit === undefined ? {} : { limit }),
      ...(actual === undefined ? {} : { actual }),
    });
  }

  private wrongType(type: string, place: Place): void {
    this.add(place, 'type', `should be ${type}`, type);
  }

  private freeForm(value: unknown, place: Place): void {
    if (!this.options.freeForm(value)) {
      this.add(place, 'depth', `should NOT be nested deeper than ${MAX_DEPTH} levels`, MAX_DEPTH);
    }
  }

  private string(schema: JsonSchema, value: unknown, place: Place): void {
    if (typeof value !== 'string') this.wrongType('string', place);
    else {
      const { minLength, maxLength, pattern } = schema;
      if (maxLength !== undefined && isLongerThan(value, maxLength)) this.tooLong(value, maxLength, place);
      if (minLength !== undefined && isShorterThan(value, minLength)) {
        const message = `should NOT be shorter than ${minLength} characters`;
        this.add(place, 'minLength', message, minLength, characters(value));
      }
      if (pattern !== undefined && !new RegExp(pattern).test(value)) {
        const quoted = schema['x-quoted-pattern'] ?? pattern;
        this.add(place, 'pattern', `should match pattern "${quoted}"`, quoted);
      }
    }
    const allowed: readonly unknown[] | undefined = schema.enum;
    if (allowed !== undefined && !allowed.includes(value)) {
      this.add(place, 'enum', 'should be equal to one of the allowed values');
    }
  }

  private tooLong(text: string, max: number, place: Place): void {
    this.add(place, 'maxLength', `should NOT be longer than ${max} characters`, max, characters(text));
  }

  private number(schema: JsonSchema, value: unknown, place: Place): void {
    const integer = schema.type === 'integer';
    if (!isFiniteNumber(value) || (integer && !Number.isInteger(value)))
      this.wrongType(integer ? 'integer' : 'number', place);
    if (typeof value !== 'number') return;
    const { minimum, maximum } = schema;
    if (maximum !== undefined && !(value <= maximum))
      this.add(place, 'maximum', `should be <= ${maximum}`, maximum, value);
    if (minimum !== undefined && !(value >= minimum))
      this.add(place, 'minimum', `should be >= ${minimum}`, minimum, value);
  }

  private array(schema: JsonSchema, value: unknown, place: Place): void {
    if (!Array.isArray(value)) {
      this.wrongType('array', place);
      return;
    }
    this.size(schema.minItems, schema.maxItems, value.length, 'Items', place);
    const items = schema.items ?? {};
    for (let i = 0; i < value.length && this.found.length < MAX_VIOLATIONS; i++) {
      this.visit(items, value[i], place.item(i));
    }
    if (schema.uniqueItems) this.unique(value, place);
  }

  /** Reports one pair, the last that is found going down, as Ajv does for lists of strings. */
  private unique(items: readonly unknown[], place: Place): void {
    const seen = new Map<string, number>();
    for (let i = items.length - 1; i >= 0; i--) {
      const item = items[i];
      if (typeof item !== 'string') continue;
      const twin = seen.get(item);
      if (twin !== undefined) {
        const message = `should NOT have duplicate items (items ## ${twin} and ${i} are identical)`;
        this.add(place, 'uniqueItems', message);
        return;
      }
      seen.set(item, i);
    }
  }

  private object(schema: JsonSchema, value: unknown, place: Place): void {
    if (!isObject(value)) this.wrongType('object', place);
    else if (schema.properties === undefined) this.map(schema, value, place);
    else this.structure(schema, schema.properties, value, place);
  }

  private structure(
    schema: JsonSchema,
    properties: Readonly<Record<string, JsonSchema>>,
    value: Record<string, unknown>,
    place: Place,
  ): void {
    if (schema.minProperties !== undefined || schema.maxProperties !== undefined) {
      this.size(schema.minProperties, schema.maxProperties, Object.keys(value).length, 'Properties', place);
    }
    if (schema.additionalProperties === false) this.unknownMembers(properties, value, place);
    const required = new Set(schema.required);
    for (const [name, member] of Object.entries(properties)) {
      if (value[name] !== undefined) this.visit(member, value[name], place.member(name));
      else if (required.has(name)) this.missing(name, place);
    }
    if (schema.anyOf !== undefined) this.anyOf(schema.anyOf, value, place);
  }

  private missing(name: string, place: Place): void {
    this.add(place, 'required', `should have required property '${name}'`, name);
  }

  private unknownMembers(
    known: Readonly<Record<string, JsonSchema>>,
    value: Record<string, unknown>,
    place: Place,
  ): void {
    for (const name in value) {
      if (Object.hasOwn(known, name)) continue;
      if (this.options.keepUnknown) this.freeForm(value[name], place.key(name));
      else this.add(place, 'additionalProperties', 'should NOT have additional properties');
    }
  }

  private anyOf(
    alternatives: JsonSchema['anyOf'] & object,
    value: Record<string, unknown>,
    place: Place,
  ): void {
    if (alternatives.some((one) => has(value, one.required))) return;
    for (const { required, 'x-silent': silent } of alternatives) {
      if (silent) continue;
      for (const name of required) if (value[name] === undefined) this.missing(name, place);
    }
    this.add(place, 'anyOf', 'should match some schema in anyOf');
  }

  private map(schema: JsonSchema, value: Record<string, unknown>, place: Place): void {
    const exempt = schema['x-exempt-prefix'];
    const keys: string[] = [];
    for (const key in value) keys.push(key);
    const counted = exempt === undefined ? keys : keys.filter((key) => !key.startsWith(exempt));
    this.size(schema.minProperties, schema.maxProperties, counted.length, 'Properties', place);
    const maxKey = schema.propertyNames?.maxLength;
    for (const key of maxKey === undefined ? [] : counted) {
      if (maxKey === undefined || !isLongerThan(key, maxKey)) continue;
      this.tooLong(key, maxKey, place);
      this.add(place, 'propertyNames', `property name '${key}' is invalid`);
    }
    const values = schema.additionalProperties || {};
    for (const key of keys) {
      if (this.found.length >= MAX_VIOLATIONS) return;
      const own = exempt !== undefined && key.startsWith(exempt) ? exemptSchema(values) : values;
      this.visit(own, value[key], place.key(key));
    }
  }

  private size(
    min: number | undefined,
    max: number | undefined,
    actual: number,
    of: 'Items' | 'Properties',
    place: Place,
  ): void {
    const unit = of.toLowerCase();
    if (max !== undefined && actual > max)
      this.add(place, `max${of}`, `should NOT have more than ${max} ${unit}`, max, actual);
    if (min !== undefined && actual < min)
      this.add(place, `min${of}`, `should NOT have fewer than ${min} ${unit}`, min, actual);
  }
}
