import type { Attribute, Step } from '../../../findings/filter/attributes.js';

const DOCUMENT = 'd.body';

/**
 * SQL that asks whether some value that a document has at the paths of an attribute passes a test.
 *
 * @param test makes the condition on one value, given as an SQL expression; true or not, never in between
 */
export function someInDocument(attribute: Attribute, test: (value: string) => string): string {
  return any(attribute.paths.map((path) => walk(DOCUMENT, path, 0, test)));
}

/** As `someInDocument`, for the values under one key of a map attribute. */
export function someEntryInDocument(
  attribute: Attribute,
  key: string,
  test: (value: string) => string,
): string {
  return any(
    attribute.paths.map((path) =>
      walk(DOCUMENT, path, 0, (map, depth) => {
        const entry = `m${depth}`;
        return `EXISTS (SELECT 1 FROM json_each(${map}) AS ${entry} WHERE ${entry}.key = ${key} AND ${test(`${entry}.value`)})`;
      }),
    ),
  );
}

/** The value at the path of an attribute that has at most one; NULL if there is none. */
export function valueInDocument(attribute: Attribute): string {
  const [path = []] = attribute.paths;
  return `json_extract(${DOCUMENT}, '${jsonPath(path)}')`;
}

/** Lists on the way are opened one inside the other. */
function walk(
  json: string,
  path: readonly Step[],
  depth: number,
  test: (value: string, depth: number) => string,
): string {
  const list = path.findIndex(({ each }) => each);
  if (list === -1) {
    return path.length === 0 ? test(json, depth) : test(`json_extract(${json}, '${jsonPath(path)}')`, depth);
  }
  const item = `j${depth}`;
  const inner = walk(`${item}.value`, path.slice(list + 1), depth + 1, test);
  return `EXISTS (SELECT 1 FROM json_each(${json}, '${jsonPath(path.slice(0, list + 1))}') AS ${item} WHERE ${inner})`;
}

/** Members of the model are plain words: nothing in a path comes from input. */
const jsonPath = (path: readonly Step[]): string => `$${path.map(({ member }) => `.${member}`).join('')}`;

const any = (conditions: readonly string[]): string =>
  conditions.length === 1 ? (conditions[0] ?? '0') : `(${conditions.join(' OR ')})`;
