/**
 * The part of JSON Schema (draft-07) that the finding format and the API's requests need. Keywords of our own start
 * with `x-`; other validators ignore them.
 */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  /** `#/definitions/<name>`; stands alone. */
  readonly $ref?: string;
  readonly definitions?: Definitions;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly enum?: readonly string[];
  /** Lengths count characters (code points). */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** The pattern that messages quote, where it is not the one that is checked. */
  readonly 'x-quoted-pattern'?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  /** Only for lists of strings. */
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly propertyNames?: { readonly maxLength: number };
  readonly properties?: Properties;
  readonly additionalProperties?: false | JsonSchema;
  /** Keys that start so neither count nor are held to the limits of keys and values. */
  readonly 'x-exempt-prefix'?: string;
  readonly anyOf?: readonly Alternative[];
}

/** One set of members of which `anyOf` wants at least one whole. */
export interface Alternative {
  readonly required: readonly string[];
  /** Its own violations are not reported. */
  readonly 'x-silent'?: boolean;
}

export type Properties = Readonly<Record<string, JsonSchema>>;

export type Definitions = Readonly<Record<string, JsonSchema>>;

const KEYWORDS: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  'title',
  '$ref',
  'definitions',
  'type',
  'enum',
  'minLength',
  'maxLength',
  'pattern',
  'x-quoted-pattern',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'items',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'required',
  'propertyNames',
  'properties',
  'additionalProperties',
  'x-exempt-prefix',
  'anyOf',
]);

/** Throws if the schema uses a keyword that would be ignored. */
export function assertKnownKeywords(schema: JsonSchema): void {
  const unknown = Object.keys(schema).filter((keyword) => !KEYWORDS.has(keyword));
  if (unknown.length > 0) throw new Error(`the schema uses ${unknown.join(', ')}, which is not supported`);
}

/** The name in `#/definitions/<name>`. Throws on any other reference. */
export function referenced($ref: string): string {
  if (!$ref.startsWith('#/definitions/')) throw new Error(`the reference ${$ref} is not supported`);
  return $ref.slice('#/definitions/'.length);
}

/** An object that is neither null nor an array. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isFiniteNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
