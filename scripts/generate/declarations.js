import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * What only the SDK's declaration files know: which strings are enumerations, and their values. The static schemas
 * call all of them "string".
 *
 * @typedef {object} Declarations
 * @property {Map<string, string[]>} enums enumeration → its values, sorted as declared
 * @property {Map<string, Map<string, string>>} members shape → member → declared TypeScript type
 */

const FILES = ['models_0', 'models_1', 'models_2', 'models_3'];

/** @returns {Declarations} Throws if the SDK is not installed or its declarations have lost the shape we read. */
export function readDeclarations() {
  const root = dirname(createRequire(import.meta.url).resolve('@aws-sdk/client-securityhub/package.json'));
  const folder = join(root, 'dist-types', 'models');
  const enums = parseEnums(readFileSync(join(folder, 'enums.d.ts'), 'utf8'));
  /** @type {Map<string, Map<string, string>>} */
  const members = new Map();
  for (const file of FILES) parseInterfaces(readFileSync(join(folder, `${file}.d.ts`), 'utf8'), members);
  if (enums.size === 0 || members.size === 0)
    throw new Error('the declarations of the SDK could not be read');
  return { enums, members };
}

/**
 * @param {string} text
 * @returns {Map<string, string[]>}
 */
function parseEnums(text) {
  const enums = new Map();
  for (const [, name, body] of text.matchAll(/^export declare const (\w+): \{\n(.*?)^\};/gms)) {
    enums.set(
      name,
      [...(body ?? '').matchAll(/^ {4}readonly .+?: ("(?:[^"\\]|\\.)*");$/gm)].map((match) =>
        JSON.parse(match[1] ?? ''),
      ),
    );
  }
  return enums;
}

/**
 * @param {string} text
 * @param {Map<string, Map<string, string>>} into
 */
function parseInterfaces(text, into) {
  for (const [, name, body] of text.matchAll(
    /^export interface _?(\w+)(?: extends [^{]+)? \{\n(.*?)^\}/gms,
  )) {
    const members = new Map();
    for (const [, member, type] of (body ?? '').matchAll(/^ {4}(\w+)\??: (.+);$/gm)) {
      members.set(member, (type ?? '').replace(/ \| undefined$/, ''));
    }
    into.set(name ?? '', members);
  }
}

/**
 * The enumeration at the bottom of a declared type (`Label`, `Label[]`, `Record<string, Label>`), if it is one.
 *
 * @param {Declarations} declarations
 * @param {string} shape
 * @param {string} member
 * @returns {string | undefined}
 */
export function enumOf(declarations, shape, member) {
  const declared = declarations.members.get(shape)?.get(member);
  const leaf = declared
    ?.replace(/^Partial<(.*)>$/, '$1')
    .replace(/^Record<\w+, (.*)>$/, '$1')
    .replace(/(\[\])+$/, '');
  return leaf !== undefined && declarations.enums.has(leaf) ? leaf : undefined;
}
