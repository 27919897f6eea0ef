import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * @typedef {object} Example a worked example of the SDK's documentation
 * @property {string} operation
 * @property {string} title
 * @property {unknown} input
 * @property {unknown} output undefined if the documentation shows metadata only
 */

const COMMAND = /^(\w+)Command\.d\.ts$/;

/** @returns {Example[]} every worked example in the installed SDK's command files */
export function readExamples() {
  const sdk = dirname(createRequire(import.meta.url).resolve('@aws-sdk/client-securityhub/package.json'));
  const folder = join(sdk, 'dist-types', 'commands');
  return readdirSync(folder).flatMap((file) => {
    const operation = COMMAND.exec(file)?.[1];
    return operation === undefined ? [] : examplesOf(operation, readFileSync(join(folder, file), 'utf8'));
  });
}

/**
 * Worked examples have a title after `@example`; the first one of each file only spells out the types and has none.
 *
 * @param {string} operation
 * @param {string} source
 * @returns {Example[]}
 */
function examplesOf(operation, source) {
  const comment = source.replaceAll(/^ ?\* ?/gm, '').replaceAll('*\\/', '*/');
  return [...comment.matchAll(/@example (.+)\n([\s\S]*?)\n```\n/g)].map(([, title = '', block = '']) => {
    const input = after(block, 'const input = ');
    const output = after(block, 'response is\n');
    return { operation, title, input, output };
  });
}

/**
 * @param {string} block
 * @param {string} marker
 */
function after(block, marker) {
  const start = block.indexOf(marker);
  if (start < 0) throw new Error(`no "${marker}" in an example`);
  return new LiteralReader(block, start + marker.length).value();
}

/**
 * Reads the JavaScript literals of the examples: object keys are bare, whatever characters they have; strings are in
 * double quotes or backticks; an object that is only a comment is empty.
 */
class LiteralReader {
  #text;
  #at;

  /**
   * @param {string} text
   * @param {number} at
   */
  constructor(text, at) {
    this.#text = text;
    this.#at = at;
  }

  /** @returns {unknown} */
  value() {
    this.#skip();
    const char = this.#text[this.#at];
    if (char === '{') return this.#object();
    if (char === '[') return this.#list();
    if (char === '`') return this.#match(/`([^`]*)`/y)[1];
    if (char === '"') return JSON.parse(this.#match(/"(?:[^"\\]|\\.)*"/y)[0]);
    return JSON.parse(this.#match(/-?[\w.+]+/y)[0]);
  }

  #object() {
    /** @type {[string, unknown][]} */
    const members = [];
    this.#at += 1;
    for (this.#skip(); this.#text[this.#at] !== '}'; this.#skip()) {
      const key = this.#match(/"?(.+?)"?: +/y)[1] ?? '';
      members.push([key, this.value()]);
    }
    this.#at += 1;
    return Object.fromEntries(members);
  }

  #list() {
    const items = [];
    this.#at += 1;
    for (this.#skip(); this.#text[this.#at] !== ']'; this.#skip()) items.push(this.value());
    this.#at += 1;
    return items;
  }

  #skip() {
    this.#match(/(?:[\s,]|\/\*.*?\*\/)*/y);
  }

  /** @param {RegExp} pattern sticky */
  #match(pattern) {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null)
      throw new Error(`an example cannot be read at: ${this.#text.slice(this.#at, this.#at + 80)}`);
    this.#at = pattern.lastIndex;
    return match;
  }
}
