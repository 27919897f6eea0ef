import { shapeOf } from './model.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Type} Type */
/** @typedef {import('./model.js').Shape} Shape */
/** @typedef {import('./model.js').Member} Member */

/**
 * The TypeScript name of a shape. One shape of the service has the name of a built-in type.
 *
 * @param {string} shape
 */
export const typeName = (shape) => (shape === 'Record' ? '_Record' : shape);

/**
 * The type of a value as it travels in JSON: a timestamp is a string.
 *
 * @param {Type} type
 * @returns {string}
 */
function typeText(type) {
  switch (type.kind) {
    case 'string':
    case 'timestamp':
      return 'string';
    case 'document':
      return 'unknown';
    case 'list': {
      const of = typeText(type.of);
      return of.includes(' ') ? `(${of})[]` : `${of}[]`;
    }
    case 'map':
      return `{ [key: string]: ${typeText(type.of)} }`;
    case 'shape':
      return typeName(type.name);
    case 'enum':
      return type.name;
    default:
      return type.kind;
  }
}

/**
 * @param {Model} model
 * @param {Iterable<string>} names
 * @param {(shape: Shape, member: Member) => boolean} [unchecked] members whose type is left open
 * @returns {string} interfaces (structures) and type aliases (unions), sorted by name
 */
export function interfaces(model, names, unchecked = () => false) {
  return [...names]
    .sort()
    .map((name) => {
      const shape = shapeOf(model, name);
      const text = (/** @type {Member} */ member) =>
        unchecked(shape, member) ? 'unknown' : typeText(member.type);
      if (shape.kind === 'union') {
        const cases = shape.members.map((member) => `  | { ${member.name}: ${text(member)} }`);
        return `export type ${typeName(name)} =\n${cases.join('\n')};\n`;
      }
      if (shape.members.length === 0) return `export type ${typeName(name)} = { [member: string]: never };\n`;
      const members = shape.members.map(
        (member) => `  ${member.name}${member.required ? '' : '?'}: ${text(member)};`,
      );
      return `export interface ${typeName(name)} {\n${members.join('\n')}\n}\n`;
    })
    .join('\n');
}

/**
 * @param {Model} model
 * @param {Iterable<string>} names
 * @returns {string} one union of string literals per enumeration, sorted by name
 */
export function enumerations(model, names) {
  return [...names]
    .sort()
    .map((name) => {
      const values = (model.enums.get(name) ?? []).map((value) => `'${value}'`);
      const line = `export type ${name} = ${values.join(' | ')};`;
      return line.length <= 110 ? line : `export type ${name} =\n  | ${values.join('\n  | ')};`;
    })
    .join('\n');
}
