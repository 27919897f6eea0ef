import {
  CreateInsightCommand,
  GetInsightResultsCommand,
  SecurityHubClient,
  UpdateInsightCommand,
} from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MANAGED_INSIGHTS } from '../insights/managed.js';
import { finding, minute } from '../testing/findings.js';
import { REGION, ROOT, ROOT_KEY, type RunningHub, startTestHub } from '../testing/hub.js';
import type { AwsSecurityFindingFilters } from '../wire/generated/operations.js';

let hub: RunningHub;
let client: SecurityHubClient;
const resource = (Id: string, more: object = {}) => ({ Type: 'AwsEc2Instance', Id, ...more });
const address = (ImageId: string) => ({ Details: { AwsEc2Instance: { ImageId } } });

beforeAll(async () => {
  hub = await startTestHub();
  client = new SecurityHubClient({
    ...{ endpoint: hub.url, region: REGION, maxAttempts: 1 },
    credentials: { ...ROOT_KEY },
  });
  const sent = [
    finding('1', { Resources: [resource('one', address('ami-1')), resource('two', address('ami-1'))] }),
    finding('2', {
      Resources: [resource('one', address('ami-2'))],
      Title: 'Another',
      Types: ['TTPs/a', 'b'],
    }),
    finding('3', { Resources: [resource('"one')], Types: ['b'], Severity: { Label: 'LOW' } }),
    finding('4', { Resources: [resource('three')], RecordState: 'ARCHIVED' }),
  ];
  expect(await hub.root.importFindings(sent)).toMatchObject({ json: { SuccessCount: 4, FailedCount: 0 } });
});
afterAll(async () => {
  client?.destroy();
  await hub?.close();
});

const results = async (InsightArn: string) =>
  (await client.send(new GetInsightResultsCommand({ InsightArn }))).InsightResults;

async function counts(GroupByAttribute: string, Filters: AwsSecurityFindingFilters = {}) {
  const Name = GroupByAttribute;
  const { InsightArn = '' } = await client.send(
    new CreateInsightCommand({ Name, Filters, GroupByAttribute }),
  );
  const found = await results(InsightArn);
  expect(found).toMatchObject({ InsightArn, GroupByAttribute });
  return found?.ResultValues?.map(({ GroupByAttributeValue, Count }) => [GroupByAttributeValue, Count]);
}

const ACTIVE = { RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' as const }] };

test('a finding counts once for each of its resources, and the most frequent value comes first', async () => {
  expect(await counts('ResourceId')).toEqual([
    ['one', 2],
    ['"one', 1],
    ['three', 1],
    ['two', 1],
  ]);
  expect(await counts('ResourceId', ACTIVE)).not.toContainEqual(['three', 1]);
  expect(await counts('ResourceType')).toEqual([['AwsEc2Instance', 5]]);
  expect(await counts('ResourceAwsEc2InstanceImageId')).toEqual([
    ['ami-1', 2],
    ['ami-2', 1],
  ]);
});

test('attributes of every place are grouped by', async () => {
  expect(await counts('Title')).toHaveLength(2);
  expect(await counts('Type', { Type: [{ Value: 'b', Comparison: 'EQUALS' }] })).toEqual([
    ['b', 2],
    ['TTPs/a', 1],
  ]);
  expect(await counts('AwsAccountId')).toEqual([[ROOT, 4]]);
  expect(await counts('Region')).toEqual([[REGION, 4]]);
  expect(await counts('RecordState')).toEqual([
    ['ACTIVE', 3],
    ['ARCHIVED', 1],
  ]);
  expect(await counts('Id')).toHaveLength(4);
  expect(await counts('WorkflowState')).toEqual([['NEW', 4]]);
  expect(await counts('NetworkProtocol')).toEqual([]);
});

test('results follow what is imported', async () => {
  const group = { Name: 'By product', GroupByAttribute: 'ProductName' };
  const { InsightArn = '' } = await client.send(
    new CreateInsightCommand({ ...group, Filters: { Title: [{ Value: 'Moved', Comparison: 'EQUALS' }] } }),
  );
  expect((await results(InsightArn))?.ResultValues).toEqual([]);
  await hub.root.importFindings([finding('3', { Title: 'Moved', UpdatedAt: minute(9) })]);
  expect((await results(InsightArn))?.ResultValues).toEqual([{ GroupByAttributeValue: 'Default', Count: 1 }]);
  await client.send(new UpdateInsightCommand({ InsightArn, GroupByAttribute: 'Id' }));
  expect((await results(InsightArn))?.ResultValues).toEqual([{ GroupByAttributeValue: '3', Count: 1 }]);
});

test('there are at most 100 values', async () => {
  const many = Array.from({ length: 100 }, (_, n) => finding(`many ${n}`, { GeneratorId: `check ${n}` }));
  await hub.root.importFindings(many);
  expect(await counts('GeneratorId')).toHaveLength(100);
});

test('every managed insight has results', async () => {
  for (const { arn, groupByAttribute } of MANAGED_INSIGHTS) {
    expect(await results(arn)).toMatchObject({ InsightArn: arn, GroupByAttribute: groupByAttribute });
  }
});

test('an insight that is not there, another account’s, and what is no ARN', async () => {
  const custom = (account: string) =>
    `arn:aws:securityhub:${REGION}:${account}:insight/${account}/custom/none`;
  await expect(results(custom(ROOT))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(results(custom('999999999999'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(results('arn')).rejects.toMatchObject({ name: 'InvalidInputException' });
});
