/**
 * One member's limits. The words are those of JSON Schema; the generator merges them into the schema of the member's
 * type. A number is an integer unless its limit says `fraction`.
 */
export interface Limit {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** A point in time: held to `TIMESTAMP_PATTERN`. */
  readonly timestamp?: true;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Any number rather than an integer. */
  readonly fraction?: true;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
  /** Of each element of a list. */
  readonly items?: Limit;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  /** Of each key of a map. */
  readonly keys?: { readonly maxLength: number };
  /** Of each value of a map. */
  readonly values?: Limit;
  /** Keys that start so belong to the service: they do not count, and neither they nor their values are limited. */
  readonly exemptPrefix?: string;
}

/** Limits by `Shape.Member`. */
export type LimitTable = Readonly<Record<string, Limit>>;

/** What holds for a structure as a whole. */
export interface ShapeLimit {
  /** Members that the model requires and the import does not, because the service fills them in. */
  readonly optional?: readonly string[];
  /** At least one of these sets of members must be there whole. */
  readonly anyOf?: readonly { readonly required: readonly string[]; readonly silent?: true }[];
}

/** `1–max` characters. */
export const text = (maxLength: number, minLength = 1): Limit => ({ minLength, maxLength });
