import { expect, test } from 'vitest';
import { checkCriteria } from './automation-criteria.js';
import { NOW } from './testing.js';

const text = (Value = 'x', Comparison = 'EQUALS') => ({ Value, Comparison });
const values = (length: number) => Array.from({ length }, (_, n) => text(`v${n}`));
const check = (criteria: unknown) => checkCriteria(criteria, NOW);

test('the documentation’s examples are criteria', () => {
  for (const criteria of [
    {
      ComplianceStatus: [text('FAILED')],
      ProductName: [text('Security Hub')],
      RecordState: [text('ACTIVE')],
    },
    {
      AwsAccountId: [text('111122223333')],
      FirstObservedAt: [{ DateRange: { Unit: 'DAYS', Value: 5 } }],
      Type: [text('Software and Configuration Checks/Industry and Regulatory Standards')],
    },
    { ResourceTags: [{ Key: 'k', ...text() }], Confidence: [{ Gte: 1, Lte: 5 }] },
  ]) {
    expect(check(criteria)).toEqual(criteria);
  }
});

test('more than ten attributes may be asked for', () => {
  const names = [
    ...['ProductArn', 'Id', 'GeneratorId', 'Type', 'Title', 'Description', 'ProductName', 'CompanyName'],
    ...['ResourceType', 'ResourceId', 'ResourceRegion', 'NoteText', 'ResourceOwnerOrgId'],
  ];
  const criteria = Object.fromEntries(names.map((name) => [name, [text()]]));
  expect(check(criteria)).toEqual(criteria);
});

test.each([
  ['Type', 20],
  ['ProductArn', 20],
  ['AwsAccountId', 100],
  ['GeneratorId', 100],
  ['Title', 100],
  ['ResourceId', 100],
])('%s may have %i values', (name, most) => {
  expect(check({ [name]: values(most) })).toEqual({ [name]: values(most) });
  expect(() => check({ [name]: values(most + 1) })).toThrow(
    `Invalid Criteria in the input: data.${name} should NOT have more than ${most} items`,
  );
});

test.each([
  [{}, 'data should NOT have fewer than 1 properties'],
  [{ Title: [] }, 'data.Title should NOT have fewer than 1 items'],
  [{ MalwareName: [text()] }, 'data should NOT have additional properties'],
  [
    JSON.parse('{"Title":[{"Value":"x","Comparison":"EQUALS"}],"__proto__":[]}'),
    'data should NOT have additional properties',
  ],
  [{ Title: [{ ...text(), Surprise: 1 }] }, 'data.Title[0] should NOT have additional properties'],
  [{ Title: text() }, 'data.Title should be array'],
  [{ Title: ['x'] }, 'data.Title[0] should be object'],
  [{ Title: [text('x', 'LIKE')] }, 'data.Title[0].Comparison should be equal to one of the allowed values'],
  [{ CreatedAt: [{ DateRange: { Value: '7' } }] }, 'data.CreatedAt[0].DateRange.Value should be number'],
  [{ CreatedAt: [{ Start: 'yesterday' }] }, 'data.CreatedAt[0].Start should be a date'],
  [null, 'data should be object'],
  [[], 'data should be object'],
  ['Title', 'data should be object'],
])('%j is refused', (criteria, violation) => {
  expect(() => check(criteria)).toThrow(
    expect.objectContaining({
      code: 'InvalidInputException',
      message: `Invalid Criteria in the input: ${violation}`,
    }),
  );
});

test('comparisons that do not go together are refused', () => {
  expect(() => check({ Title: [text('x'), text('y', 'NOT_EQUALS')] })).toThrow(
    /^Invalid Criteria in the input: data\.Title /,
  );
});
