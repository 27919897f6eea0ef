import { MAX_STRING_LENGTH } from '../limits.js';
import { isLongerThan, isShorterThan } from './characters.js';
import {
  assertKnownKeywords,
  type Definitions,
  isFiniteNumber,
  isObject,
  type JsonSchema,
  type Properties,
  referenced,
} from './json-schema.js';

/** The quick half of validation: says whether a value is right, not what is wrong with it. */
export type Check = (value: unknown) => boolean;

export interface CheckOptions {
  readonly definitions: Definitions;
  /** True if members that the schema does not know pass, as long as they pass `freeForm`. */
  readonly keepUnknown: boolean;
  /** What values without a schema are held to. */
  readonly freeForm: Check;
}

/** Compiles schemas to closures. A definition is compiled when the first value meets it: most never do. */
export class Checks {
  private readonly compiled = new Map<string, Check>();

  constructor(readonly options: CheckOptions) {}

  compile(schema: JsonSchema): Check {
    assertKnownKeywords(schema);
    if (schema.$ref !== undefined) return this.reference(referenced(schema.$ref));
    switch (schema.type) {
      case undefined:
        return this.options.freeForm;
      case 'string':
        return stringCheck(schema);
      case 'number':
      case 'integer':
        return numberCheck(schema);
      case 'boolean':
        return (value) => typeof value === 'boolean';
      case 'array':
        return this.array(schema);
      default:
        return schema.properties === undefined ? this.map(schema) : this.structure(schema, schema.properties);
    }
  }

  private reference(name: string): Check {
    let check: Check | undefined;
    return (value) => {
      check ??= this.definition(name);
      return check(value);
    };
  }

  /** The check of a definition. Throws if there is none of that name. */
  definition(name: string): Check {
    let check = this.compiled.get(name);
    if (check === undefined) {
      const schema = this.options.definitions[name];
      if (schema === undefined) throw new Error(`the schema has no definition ${name}`);
      check = this.compile(schema);
      this.compiled.set(name, check);
    }
    return check;
  }

  private array(schema: JsonSchema): Check {
    const item = this.compile(schema.items ?? {});
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems = false } = schema;
    return (value) => {
      if (!Array.isArray(value) || value.length < minItems || value.length > maxItems) return false;
      for (let i = 0; i < value.length; i++) if (!item(value[i])) return false;
      return !uniqueItems || value.length < 2 || new Set(value).size === value.length;
    };
  }

  private map(schema: JsonSchema): Check {
    const { additionalProperties = {}, minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema;
    if (additionalProperties === false) throw new Error('a map without values is not supported');
    const check = this.compile(additionalProperties);
    const exempt = schema['x-exempt-prefix'];
    const exemptCheck = this.compile(exemptSchema(additionalProperties));
    const maxKey = schema.propertyNames?.maxLength ?? Number.POSITIVE_INFINITY;
    return (value) => {
      if (!isObject(value)) return false;
      let count = 0;
      for (const key in value) {
        if (exempt !== undefined && key.startsWith(exempt)) {
          if (!exemptCheck(value[key])) return false;
        } else {
          if (isLongerThan(key, maxKey) || !check(value[key])) return false;
          count++;
        }
      }
      return count >= minProperties && count <= maxProperties;
    };
  }

  private structure(schema: JsonSchema, properties: Properties): Check {
    const members = new Map<string, Check>();
    for (const [name, member] of Object.entries(properties)) members.set(name, this.compile(member));
    const { required = [], anyOf = [], minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema;
    const unknown = this.unknownMember(schema.additionalProperties);
    return (value) => {
      if (!isObject(value)) return false;
      let count = 0;
      for (const name in value) {
        count++;
        const check = members.get(name);
        const member = value[name];
        if (check === undefined ? !unknown(member) : member !== undefined && !check(member)) return false;
      }
      if (count < minProperties || count > maxProperties) return false;
      for (const name of required) if (value[name] === undefined) return false;
      return anyOf.length === 0 || anyOf.some((one) => has(value, one.required));
    };
  }

  private unknownMember(additional: false | JsonSchema | undefined): Check {
    if (additional === undefined) return () => true;
    if (additional !== false)
      throw new Error('a structure with further members of one type is not supported');
    return this.options.keepUnknown ? this.options.freeForm : () => false;
  }
}

/** The values of exempt keys are of the same type, without its limits but for the length that any string may have. */
export const exemptSchema = (schema: JsonSchema): JsonSchema =>
  schema.type === 'string' ? { type: 'string', maxLength: MAX_STRING_LENGTH } : schema;

/** True if the object has all of the members. */
export const has = (value: Record<string, unknown>, names: readonly string[]): boolean =>
  names.every((name) => value[name] !== undefined);

function stringCheck(schema: JsonSchema): Check {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  if (schema.enum !== undefined) {
    const allowed: ReadonlySet<unknown> = new Set(schema.enum);
    return (value) => allowed.has(value);
  }
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern);
  return (value) =>
    typeof value === 'string' &&
    !isLongerThan(value, maxLength) &&
    !isShorterThan(value, minLength) &&
    (pattern === undefined || pattern.test(value));
}

function numberCheck(schema: JsonSchema): Check {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  const integer = schema.type === 'integer';
  return (value) =>
    isFiniteNumber(value) && value >= minimum && value <= maximum && (!integer || Number.isInteger(value));
}
