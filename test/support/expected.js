import { isDeepStrictEqual } from 'node:util';

/** What the service adds to a finding that does not bring it. */
const FILLED_IN = new Set([
  'CompanyName',
  'ProductName',
  'Region',
  'RecordState',
  'Workflow',
  'WorkflowState',
  'ProcessedAt',
  'FindingProviderFields',
]);

const PRODUCT_FIELDS_FILLED_IN = new Set([
  'aws/securityhub/FindingId',
  'aws/securityhub/ProductName',
  'aws/securityhub/CompanyName',
]);

/**
 * What is wrong with a stored finding, given the finding as it was sent: everything sent must be there unchanged, and
 * beyond it nothing but what the service is documented to fill in.
 *
 * @param {Record<string, unknown>} sent
 * @param {Record<string, unknown>} stored
 * @param {ReadonlySet<string>} [decided] top-level attributes that are not the provider's any more: not compared
 * @returns {string[]} one line per difference; empty if the finding is whole
 */
export function differences(sent, stored, decided = new Set()) {
  const found = [];
  for (const [name, value] of Object.entries(sent)) {
    if (decided.has(name)) continue;
    if (name === 'ProductFields' || name === 'Severity' || name === 'FindingProviderFields') continue;
    if (!isDeepStrictEqual(stored[name], value)) {
      found.push(`${name}: sent ${JSON.stringify(value)}, stored ${JSON.stringify(stored[name])}`);
    }
  }
  for (const name of Object.keys(stored)) {
    if (Object.hasOwn(sent, name) || decided.has(name) || FILLED_IN.has(name)) continue;
    if (name === 'ProductFields') continue;
    found.push(`${name}: never sent, stored ${JSON.stringify(stored[name])}`);
  }
  found.push(...productFields(record(sent.ProductFields), record(stored.ProductFields), sent));
  if (!decided.has('Severity')) found.push(...contained('Severity', sent.Severity, stored.Severity));
  const provider = record(stored.FindingProviderFields);
  const sentProvider = record(sent.FindingProviderFields);
  found.push(
    ...contained(
      'FindingProviderFields.Severity',
      sentProvider.Severity ?? providerPart(sent.Severity),
      provider.Severity,
    ),
  );
  const types = sentProvider.Types ?? sent.Types;
  if (types !== undefined && !isDeepStrictEqual(provider.Types, types)) {
    found.push(
      `FindingProviderFields.Types: sent ${JSON.stringify(types)}, stored ${JSON.stringify(provider.Types)}`,
    );
  }
  return found;
}

/**
 * @param {Record<string, unknown>} sent
 * @param {Record<string, unknown>} stored
 * @param {Record<string, unknown>} finding
 */
function productFields(sent, stored, finding) {
  const found = [];
  for (const [key, value] of Object.entries(sent)) {
    if (PRODUCT_FIELDS_FILLED_IN.has(key)) continue;
    if (stored[key] !== value) found.push(`ProductFields['${key}']: stored ${JSON.stringify(stored[key])}`);
  }
  for (const key of Object.keys(stored)) {
    if (Object.hasOwn(sent, key) || PRODUCT_FIELDS_FILLED_IN.has(key)) continue;
    found.push(`ProductFields['${key}']: never sent`);
  }
  const id = `${finding.ProductArn}/${finding.Id}`;
  if (stored['aws/securityhub/FindingId'] !== id) {
    found.push(
      `ProductFields['aws/securityhub/FindingId']: ${JSON.stringify(stored['aws/securityhub/FindingId'])}`,
    );
  }
  return found;
}

/**
 * @param {string} where
 * @param {unknown} sent
 * @param {unknown} stored
 */
function contained(where, sent, stored) {
  const held = record(stored);
  return Object.entries(record(sent))
    .filter(([name, value]) => !isDeepStrictEqual(held[name], value))
    .map(
      ([name, value]) =>
        `${where}.${name}: sent ${JSON.stringify(value)}, stored ${JSON.stringify(held[name])}`,
    );
}

/**
 * The part of a top-level Severity that FindingProviderFields has room for.
 *
 * @param {unknown} severity
 */
function providerPart(severity) {
  const { Label, Original } = record(severity);
  return { ...(Label === undefined ? {} : { Label }), ...(Original === undefined ? {} : { Original }) };
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
function record(value) {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
