import { itemAt } from '../../test/support/random.js';
import { CHECKS, RESOURCE_TYPES } from '../reads/checks.js';
import { PRODUCTS } from '../reads/products.js';

/**
 * @param {import('../../test/support/client.js').Client} client
 * @param {number} number
 */
export async function createRule(client, number) {
  const { status, body } = await client.call('POST', '/automationrules/create', {
    RuleName: `Bench rule ${number}`,
    Description: 'One of a hundred',
    RuleOrder: number + 1,
    RuleStatus: 'ENABLED',
    Criteria: criteria(number),
    Actions: [
      { Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: itemAt(UPDATES, number % UPDATES.length) },
    ],
  });
  if (status !== 200) throw new Error(`a rule could not be created: ${status} ${body}`);
}

const UPDATES = [
  { Workflow: { Status: 'SUPPRESSED' }, Note: { Text: 'Suppressed by a rule', UpdatedBy: 'bench' } },
  { Severity: { Label: 'LOW' }, UserDefinedFields: { rule: 'lowered' } },
  { UserDefinedFields: { rule: 'owner', owner: 'payments' } },
  { Workflow: { Status: 'NOTIFIED' }, UserDefinedFields: { rule: 'notified' } },
  { Criticality: 90, UserDefinedFields: { rule: 'critical' } },
];

/**
 * Two to four conditions, as people write them. Four in ten findings meet one of the rules or more.
 *
 * @param {number} number
 */
function criteria(number) {
  const is = (/** @type {string[]} */ ...values) => values.map((Value) => ({ Value, Comparison: 'EQUALS' }));
  const begins = (/** @type {string} */ Value) => [{ Value, Comparison: 'PREFIX' }];
  const nth = Math.floor(number / UPDATES.length);
  const product = itemAt(PRODUCTS, nth % PRODUCTS.length);
  const { type } = itemAt(RESOURCE_TYPES, nth % RESOURCE_TYPES.length);
  const check = itemAt(CHECKS.get(type) ?? [], nth % 3);
  switch (number % UPDATES.length) {
    case 0:
      return { Title: begins(check.title), ResourceType: is(type), RecordState: is('ACTIVE') };
    case 1:
      return { ProductName: is(product.name), SeverityLabel: is('LOW') };
    case 2:
      return {
        ResourceType: is(type),
        ResourceTags: [{ Key: 'Team', Value: 'payments', Comparison: 'EQUALS' }],
        RecordState: is('ACTIVE'),
      };
    case 3:
      return {
        GeneratorId: is(check.generator),
        ResourceId: begins('arn:aws:'),
        ComplianceStatus: is('FAILED', 'WARNING'),
        UpdatedAt: [{ DateRange: { Value: 60, Unit: 'DAYS' } }],
      };
    default:
      return {
        Type: begins(check.types[0] ?? ''),
        SeverityLabel: is('CRITICAL'),
        AwsAccountId: [{ Value: '999999999999', Comparison: 'NOT_EQUALS' }],
        Description: [{ Value: 'gateway', Comparison: 'CONTAINS' }],
      };
  }
}
