/**
 * @typedef {import('../../support/findings.js').Finding & {Workflow?: {Status: string}, Confidence?: number}} Stored
 *
 * @typedef {object} Key what a finding is ordered by
 * @property {string} field
 * @property {'asc' | 'desc'} order
 * @property {(finding: Stored) => string | number | undefined} value
 *
 * @typedef {object} Order
 * @property {string} name
 * @property {Key[]} keys
 * @property {boolean} fixed whether a finding keeps its place whatever happens to it
 */

const ASCENDING = /** @type {const} */ ('asc');
const DESCENDING = /** @type {const} */ ('desc');

/** @type {Record<string, Key['value']>} */
const VALUES = {
  UpdatedAt: ({ UpdatedAt }) => UpdatedAt,
  CreatedAt: ({ CreatedAt }) => CreatedAt,
  SeverityNormalized: ({ Severity }) => Number(Severity.Normalized),
  SeverityLabel: ({ Severity }) => String(Severity.Label),
  ProductName: ({ ProductName }) => ProductName,
  GeneratorId: ({ GeneratorId }) => GeneratorId,
  Title: ({ Title }) => Title,
  WorkflowStatus: ({ Workflow }) => Workflow?.Status,
  Confidence: ({ Confidence }) => Confidence,
};

/**
 * @param {string} text such as `UpdatedAt desc, Title asc`
 * @param {boolean} fixed
 * @returns {Order}
 */
function order(text, fixed) {
  const keys = text.split(', ').map((part) => {
    const [field = '', direction] = part.split(' ');
    const value = VALUES[field];
    if (value === undefined) throw new Error(`no value for ${field}`);
    return { field, value, order: direction === 'desc' ? DESCENDING : ASCENDING };
  });
  return { name: text, keys, fixed };
}

/** Of attributes that change and that do not, with few values and many, and one that most findings lack. @type {readonly Order[]} */
export const ORDERS = [
  { name: 'unsorted', keys: [], fixed: true },
  order('UpdatedAt desc', false),
  order('UpdatedAt asc', false),
  order('CreatedAt desc', true),
  order('SeverityNormalized desc, UpdatedAt desc', false),
  order('SeverityLabel asc', false),
  order('ProductName asc, GeneratorId desc', true),
  order('Title desc', false),
  order('WorkflowStatus asc, Confidence desc', false),
  order('Confidence asc', false),
  order('Confidence desc, CreatedAt asc', false),
];

/**
 * Whether the one may come before the other. Findings without a value come first in ascending order.
 *
 * @param {Order} order
 * @param {Stored} left
 * @param {Stored} right
 */
export function inOrder({ keys }, left, right) {
  for (const { order, value } of keys) {
    const sign = order === 'asc' ? 1 : -1;
    const difference = sign * compare(value(left), value(right));
    if (difference !== 0) return difference < 0;
  }
  return true;
}

/**
 * @param {string | number | undefined} left
 * @param {string | number | undefined} right
 */
function compare(left, right) {
  if (left === right) return 0;
  if (left === undefined) return -1;
  if (right === undefined) return 1;
  return left < right ? -1 : 1;
}
