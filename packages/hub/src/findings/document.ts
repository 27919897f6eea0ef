import { type AwsSecurityFinding, FINDING_MEMBERS } from '@docket/asff';
import { overlay } from './overlay.js';
import { splitMembers } from './split-members.js';

/** Some members of a finding; undefined takes one away. */
export type Members = { [K in keyof AwsSecurityFinding]?: AwsSecurityFinding[K] | undefined };

const KNOWN: ReadonlySet<string> = new Set(FINDING_MEMBERS);

/**
 * A stored finding as the JSON texts of its members. Most members of most findings are never looked at when an import
 * updates them: they are compared and copied as text, and parsed only when a rule asks for their value.
 */
export class FindingDocument {
  /** Undefined while nobody has asked: then all members are among the values, in their order. */
  #texts: ReadonlyMap<string, string> | undefined;
  readonly #values: Members;
  /** The document that this was made from, which may know the values of what has stayed. */
  readonly #from: FindingDocument | undefined;

  private constructor(
    texts: ReadonlyMap<string, string> | undefined,
    values: Members,
    from?: FindingDocument,
  ) {
    this.#texts = texts;
    this.#values = values;
    this.#from = from;
  }

  /** A document as it is stored: compact JSON text of a finding that passed the format. */
  static stored(text: string): FindingDocument {
    return new FindingDocument(splitMembers(text), {});
  }

  /**
   * A document of a finding's members with some changed, in the order of the service's model; members that the model
   * does not know come last.
   *
   * @param kept members that are taken over from another document as they are, whatever the finding says
   */
  static compose(finding: Members, changes: Members, kept?: Kept): FindingDocument {
    if (kept === undefined && Object.keys(finding).every((name) => KNOWN.has(name))) {
      // A new finding, of which nearly always the whole is written and no single text asked for.
      return new FindingDocument(undefined, overlay(finding, changes));
    }
    const texts = new Map<string, string>();
    const values: Members = {};
    for (const name of FINDING_MEMBERS) {
      if (kept?.names.has(name)) {
        setIfThere(texts, name, kept.from.text(name));
      } else {
        const value = name in changes ? changes[name] : finding[name];
        put(values, name, value);
        setIfThere(texts, name, textOf(value));
      }
    }
    for (const [name, value] of Object.entries(finding))
      if (!KNOWN.has(name)) setIfThere(texts, name, textOf(value));
    for (const name of kept?.names ?? [])
      if (!KNOWN.has(name)) setIfThere(texts, name, kept?.from.text(name));
    return new FindingDocument(texts, values, kept?.from);
  }

  /** The document with some members changed, undefined for those that go; itself, if all are what they were. */
  with(changes: Members): FindingDocument {
    let texts: Map<string, string> | undefined;
    let added = false;
    for (const [name, value] of Object.entries(changes)) {
      const [before, text] = [this.text(name), textOf(value)];
      if (text === before) continue;
      texts ??= new Map(this.#all());
      if (text === undefined) texts.delete(name);
      else texts.set(name, text);
      added ||= before === undefined;
    }
    if (texts === undefined) return this;
    return new FindingDocument(added ? inOrder(texts) : texts, { ...changes }, this);
  }

  /** The JSON text of a member; undefined if there is none. */
  text(name: string): string | undefined {
    return this.#all().get(name);
  }

  has(name: keyof AwsSecurityFinding): boolean {
    return this.#texts === undefined ? this.#values[name] !== undefined : this.#texts.has(name);
  }

  /** The value of a member; undefined if there is none. */
  value<K extends keyof AwsSecurityFinding>(name: K): AwsSecurityFinding[K] | undefined {
    const known = this.#values[name];
    if (known !== undefined) return known;
    const text = this.#texts?.get(name);
    if (text === undefined) return undefined;
    if (this.#from?.text(name) === text) return this.#from.value(name);
    // Only findings that passed the format are ever stored, so this is not checked again.
    const value: AwsSecurityFinding[K] = JSON.parse(text);
    put(this.#values, name, value);
    return value;
  }

  /** The finding as an object whose members are parsed when somebody looks at them. */
  asFinding(): AwsSecurityFinding {
    // It has every member that the type names, as getters.
    return new FindingView(this) as unknown as AwsSecurityFinding;
  }

  names(): Iterable<string> {
    return this.#all().keys();
  }

  /** The whole as compact JSON. */
  toString(): string {
    if (this.#texts === undefined) return JSON.stringify(this.#values);
    const members: string[] = [];
    for (const [name, value] of this.#texts) members.push(`${JSON.stringify(name)}:${value}`);
    return `{${members.join(',')}}`;
  }

  /** Size of the whole in bytes of UTF-8. */
  byteLength(): number {
    return Buffer.byteLength(this.toString());
  }

  /** True if the whole has at most so many bytes; most findings have so few that nothing needs to be counted. */
  fits(bytes: number): boolean {
    let characters = 2;
    for (const [name, value] of this.#all()) characters += ESCAPED * name.length + value.length + 4;
    return UTF8 * characters <= bytes || this.byteLength() <= bytes;
  }

  #all(): ReadonlyMap<string, string> {
    if (this.#texts === undefined) {
      const texts = new Map<string, string>();
      for (const [name, value] of Object.entries(this.#values)) setIfThere(texts, name, textOf(value));
      this.#texts = texts;
    }
    return this.#texts;
  }
}

/** What a character can become in JSON, as `\u0001`, and in UTF-8. */
const ESCAPED = 6;
const UTF8 = 3;

class FindingView {
  constructor(readonly document: FindingDocument) {}
}
for (const name of FINDING_MEMBERS) {
  Object.defineProperty(FindingView.prototype, name, {
    get(this: FindingView) {
      return this.document.value(name);
    },
  });
}

/** Members that a new document takes over from an old one. */
export interface Kept {
  from: FindingDocument;
  names: ReadonlySet<string>;
}

/** In the order of the service's model, and what it does not know last. */
function inOrder(texts: ReadonlyMap<string, string>): Map<string, string> {
  const ordered = new Map<string, string>();
  for (const name of FINDING_MEMBERS) setIfThere(ordered, name, texts.get(name));
  for (const [name, text] of texts) if (!KNOWN.has(name)) ordered.set(name, text);
  return ordered;
}

const textOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value);

function setIfThere(texts: Map<string, string>, name: string, text: string | undefined): void {
  if (text !== undefined) texts.set(name, text);
}

function put<K extends keyof AwsSecurityFinding>(values: Members, name: K, value: Members[K]): void {
  if (value !== undefined) values[name] = value;
}
