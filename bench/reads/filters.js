/**
 * @typedef {import('./survey.js').Survey} Survey
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {(survey: Survey) => object} filters
 * @property {'some' | 'none' | 'any'} finds whether there must be findings: what comes back is checked
 * @property {number} [maxResults] 100 if absent
 */

/** @param {string[]} values */
const is = (...values) => values.map((Value) => ({ Value, Comparison: 'EQUALS' }));
/** @param {string} Value */
const begins = (Value) => [{ Value, Comparison: 'PREFIX' }];
/** @param {string[]} values */
const isNot = (...values) => values.map((Value) => ({ Value, Comparison: 'NOT_EQUALS' }));
/** @param {number} Value */
const lastDays = (Value) => [{ DateRange: { Value, Unit: 'DAYS' } }];
/** The first two words. @param {string} title */
const beginning = (title) => title.split(' ').slice(0, 2).join(' ');
/** @param {string} type */
const namespace = (type) => type.slice(0, type.indexOf('/') + 1);

const OPEN = { RecordState: is('ACTIVE'), WorkflowStatus: is('NEW', 'NOTIFIED') };
const SEVERE = { SeverityLabel: is('CRITICAL', 'HIGH') };

/** @param {string} name @param {Case['filters']} filters @returns {Case} */
const some = (name, filters) => ({ name, filters, finds: 'some' });
/** @param {string} name @param {Case['filters']} filters @returns {Case} */
const none = (name, filters) => ({ name, filters, finds: 'none' });
/** @param {string} name @param {Case['filters']} filters @returns {Case} */
const any = (name, filters) => ({ name, filters, finds: 'any' });

/** Values in many findings and in few, the filters of a console's front page, combinations, and some that find nothing. @type {readonly Case[]} */
export const EVERYDAY = [
  some('none', () => ({})),
  { ...some('none, 10', () => ({})), maxResults: 10 },
  some('severity', (of) => ({ SeverityLabel: is(of.finding().Severity.Label) })),
  { ...some('severity, 10', (of) => ({ SeverityLabel: is(of.finding().Severity.Label) })), maxResults: 10 },
  some('workflow and record state', () => OPEN),
  some('archived', () => ({ RecordState: is('ARCHIVED') })),
  some('product, common', (of) => ({ ProductName: is(of.common('ProductName')) })),
  some('product, rare', (of) => ({ ProductName: is(of.rare('ProductName')) })),
  some('product ARN, common', (of) => ({ ProductArn: is(of.common('ProductArn')) })),
  some('product ARN, rare', (of) => ({ ProductArn: is(of.rare('ProductArn')) })),
  some('account', (of) => ({ AwsAccountId: is(of.account) })),
  some('resource id, common', (of) => ({ ResourceId: is(of.common('ResourceId')) })),
  some('resource id, rare', (of) => ({ ResourceId: is(of.rare('ResourceId')) })),
  some('resource type, common', (of) => ({ ResourceType: is(of.common('ResourceType')) })),
  some('resource type, rare', (of) => ({ ResourceType: is(of.rare('ResourceType')) })),
  some('title prefix, common', (of) => ({ Title: begins(of.common('Title').slice(0, 4)) })),
  some('title prefix, rare', (of) => ({ Title: begins(of.rare('Title').slice(0, -2)) })),
  some('title prefix, any', (of) => ({ Title: begins(beginning(of.finding().Title)) })),
  some('generator, common', (of) => ({ GeneratorId: is(of.common('GeneratorId')) })),
  some('generator, rare', (of) => ({ GeneratorId: is(of.rare('GeneratorId')) })),
  some('compliance status, common', (of) => ({ ComplianceStatus: is(of.common('ComplianceStatus')) })),
  some('compliance status, rare', (of) => ({ ComplianceStatus: is(of.rare('ComplianceStatus')) })),
  some('type prefix, common', (of) => ({ Type: begins(namespace(of.common('Type'))) })),
  some('type prefix, rare', (of) => ({ Type: begins(of.rare('Type').slice(0, -3)) })),
  any('updated within 1 day', () => ({ UpdatedAt: lastDays(1) })),
  any('updated within 7 days', () => ({ UpdatedAt: lastDays(7) })),
  some('id', (of) => ({ Id: is(of.finding().Id) })),
  some('20 ids', (of) => ({ Id: is(...Array.from({ length: 20 }, () => of.finding().Id)) })),
  some('open and severe', () => ({ ...OPEN, ...SEVERE })),
  { ...some('open and severe, 10', () => ({ ...OPEN, ...SEVERE })), maxResults: 10 },
  some('not suppressed, not resolved, active', () => ({
    RecordState: is('ACTIVE'),
    WorkflowStatus: isNot('SUPPRESSED', 'RESOLVED'),
  })),
  any('suppressed and critical', () => ({ WorkflowStatus: is('SUPPRESSED'), SeverityLabel: is('CRITICAL') })),
  some('product and resource type of a finding', (of) => {
    const { ProductName, Resources } = of.finding();
    return { ProductName: is(ProductName), ResourceType: is(Resources[0]?.Type ?? '') };
  }),
  any('product and resource type, any', (of) => ({
    ProductName: is(of.rare('ProductName')),
    ResourceType: is(of.common('ResourceType')),
  })),
  some('product, account, active', (of) => ({
    ProductName: is(of.common('ProductName')),
    AwsAccountId: is(of.account),
    RecordState: is('ACTIVE'),
  })),
  any('resource id and open', (of) => ({ ResourceId: is(of.rare('ResourceId')), ...OPEN })),
  any('resource type, open and severe', (of) => ({
    ResourceType: is(of.rare('ResourceType')),
    ...{ ...OPEN, ...SEVERE },
  })),
  any('failed, open and severe', () => ({ ComplianceStatus: is('FAILED'), ...OPEN, ...SEVERE })),
  any('generator, failed, active', (of) => ({
    GeneratorId: is(of.rare('GeneratorId')),
    ComplianceStatus: is('FAILED'),
    RecordState: is('ACTIVE'),
  })),
  any('title prefix, updated within 7 days', (of) => ({
    Title: begins(beginning(of.finding().Title)),
    UpdatedAt: lastDays(7),
  })),
  any('type prefix and severe', (of) => ({ Type: begins(of.rare('Type').slice(0, -3)), ...SEVERE })),
  any('open and severe, updated within 1 day', () => ({ ...OPEN, ...SEVERE, UpdatedAt: lastDays(1) })),
  none('another account', () => ({ AwsAccountId: is('999999999999') })),
  none('no such product', () => ({ ProductName: is('Nobody') })),
  none('no such resource', (of) => ({ ResourceId: is(`${of.rare('ResourceId')}-gone`) })),
  none('no such title', () => ({ Title: begins('Nothing of the kind') })),
  none('threats with a compliance status', () => ({
    Type: begins('TTPs/'),
    ComplianceStatus: is('FAILED'),
    ...OPEN,
  })),
];

/** Attributes that nobody would make an index for: values in some findings, and in none, where all are looked through. @type {readonly Case[]} */
export const UNINDEXED = [
  some('description prefix', (of) => ({ Description: begins(of.finding().Description.slice(0, 40)) })),
  none('description prefix, none', () => ({ Description: begins('There is no such description') })),
  any('note text prefix', () => ({ NoteText: begins('SEC-77') })),
  none('note text, none', () => ({ NoteText: is('There is no such note') })),
  some('resource tag', (of) => ({
    ResourceTags: [
      { Key: 'CostCenter', Value: of.finding().Resources[0]?.Tags.CostCenter, Comparison: 'EQUALS' },
    ],
  })),
  none('resource tag, none', () => ({
    ResourceTags: [{ Key: 'CostCenter', Value: 'cc-000', Comparison: 'EQUALS' }],
  })),
  any('source network', () => ({ NetworkSourceIpV4: [{ Cidr: '203.0.113.64/26' }] })),
  none('source network, none', () => ({ NetworkSourceIpV4: [{ Cidr: '192.88.99.0/24' }] })),
  some('product field', (of) => ({
    ProductFields: [
      {
        Key: 'example/evidenceDigest',
        Value: of.finding().ProductFields['example/evidenceDigest'],
        Comparison: 'EQUALS',
      },
    ],
  })),
  none('product field, none', () => ({
    ProductFields: [{ Key: 'example/scanVersion', Value: 'v0', Comparison: 'EQUALS' }],
  })),
  any('user-defined field', () => ({
    UserDefinedFields: [{ Key: 'ticket', Value: 'SEC-7', Comparison: 'CONTAINS' }],
  })),
  some('keyword', (of) => ({ Keyword: [{ Value: of.finding().Title.split(' ')[0] }] })),
  none('keyword, none', () => ({ Keyword: [{ Value: 'xyzzyplugh' }] })),
  some('title contains', () => ({ Title: [{ Value: 'internet', Comparison: 'CONTAINS' }] })),
  none('malware, none', () => ({ MalwareName: is('Nothing') })),
  none('process, none', () => ({ ProcessName: begins('nothing') })),
  any('confidence', () => ({ Confidence: [{ Gte: 95 }] })),
  any('fix available, recommendation', () => ({
    VulnerabilitiesFixAvailable: is('PARTIAL'),
    RecommendationText: begins('v1: A'),
  })),
  any('instance address', () => ({ ResourceAwsEc2InstanceIpV4Addresses: [{ Cidr: '198.51.100.64/30' }] })),
  any('first observed', () => ({
    FirstObservedAt: [{ Start: '2020-01-01T00:00:00Z', End: '2020-06-01T00:00:00Z' }],
  })),
];

/** As SortCriteria; undefined: unsorted. @type {ReadonlyMap<string, object[] | undefined>} */
export const SORTS = new Map([
  ['none', undefined],
  ['UpdatedAt desc', [{ Field: 'UpdatedAt', SortOrder: 'desc' }]],
  [
    'SeverityNormalized desc, UpdatedAt desc',
    [
      { Field: 'SeverityNormalized', SortOrder: 'desc' },
      { Field: 'UpdatedAt', SortOrder: 'desc' },
    ],
  ],
  ['CreatedAt desc', [{ Field: 'CreatedAt', SortOrder: 'desc' }]],
]);
