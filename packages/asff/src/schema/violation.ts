/** What is wrong at one place of a value. */
export interface Violation {
  /** As JavaScript would reach it: `data.Resources[0].Tags`; keys of maps always as `data.ProductFields['a key']`. */
  readonly path: string;
  /** The same, one by one, without `data`. */
  readonly segments: readonly (string | number)[];
  /** The JSON Schema keyword that failed. */
  readonly keyword: Keyword;
  /** In the service's words, without the path. */
  readonly message: string;
  /** The keyword's limit: a number, the expected type, the missing member or the pattern. */
  readonly limit?: number | string;
  /** The size, length or number that broke the limit. */
  readonly actual?: number;
}

export type Keyword =
  | 'type'
  | 'enum'
  | 'minLength'
  | 'maxLength'
  | 'pattern'
  | 'minimum'
  | 'maximum'
  | 'minItems'
  | 'maxItems'
  | 'uniqueItems'
  | 'minProperties'
  | 'maxProperties'
  | 'required'
  | 'propertyNames'
  | 'additionalProperties'
  | 'anyOf'
  | 'depth';

/** The text of one violation: path and message. */
export const renderViolation = (violation: Violation): string => `${violation.path} ${violation.message}`;

/** The text of several, in their order: joined by comma and space. */
export const renderViolations = (violations: readonly Violation[]): string =>
  violations.map(renderViolation).join(', ');

/** A place in a value; knows its way up, so that going down costs nothing until something is wrong. */
export class Place {
  private constructor(
    private readonly parent: Place | undefined,
    private readonly segment: string | number,
    readonly path: string,
  ) {}

  static readonly root = new Place(undefined, '', 'data');

  member(name: string): Place {
    return new Place(this, name, `${this.path}.${name}`);
  }

  /** Keys are quoted as they are, without escapes: so the service words them. */
  key(key: string): Place {
    return new Place(this, key, `${this.path}['${key}']`);
  }

  item(index: number): Place {
    return new Place(this, index, `${this.path}[${index}]`);
  }

  get segments(): (string | number)[] {
    return this.parent === undefined ? [] : [...this.parent.segments, this.segment];
  }
}
