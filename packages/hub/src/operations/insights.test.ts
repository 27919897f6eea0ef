import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MANAGED_INSIGHTS } from '../insights/managed.js';
import type { Insight, OperationInputs } from '../wire/generated/operations.js';
import { CreateInsight } from './CreateInsight.js';
import { DeleteInsight } from './DeleteInsight.js';
import { DisableSecurityHub } from './DisableSecurityHub.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { GetInsights } from './GetInsights.js';
import type { Context } from './operation.js';
import { ACCOUNT, HUB_ARN, NOW, only, openTestHub, REGION, refusal, type TestHub } from './testing.js';
import { UpdateInsight } from './UpdateInsight.js';

const OTHER = '210987654321';
const UNKNOWN = `arn:aws:securityhub:${REGION}:${ACCOUNT}:insight/${ACCOUNT}/custom/a1b2c3d4`;
const MANAGED = 'arn:aws:securityhub:::insight/securityhub/default/29';
const EXAMPLE = {
  Filters: {
    ResourceType: [{ Comparison: 'EQUALS' as const, Value: 'AwsIamRole' }],
    SeverityLabel: [{ Comparison: 'EQUALS' as const, Value: 'CRITICAL' }],
  },
  GroupByAttribute: 'ResourceId',
  Name: 'Critical role findings',
};

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
  await EnableSecurityHub({}, hub.call());
});
afterEach(() => hub.close());

const create = async (changes: object = {}, context = hub.call()): Promise<string> =>
  (await CreateInsight({ ...EXAMPLE, ...changes }, context)).InsightArn;

async function get(
  input: OperationInputs['GetInsights'] = {},
  context = hub.call(),
): Promise<{ Insights: Insight[]; NextToken?: string }> {
  return JSON.parse((await GetInsights(input, context)).bytes().toString());
}

test('the documentation’s examples', async () => {
  const InsightArn = await create();
  const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
  expect(InsightArn).toMatch(
    new RegExp(`^arn:aws:securityhub:${REGION}:${ACCOUNT}:insight/${ACCOUNT}/custom/${uuid}$`),
  );
  expect(await get({ InsightArns: [InsightArn] })).toEqual({ Insights: [{ InsightArn, ...EXAMPLE }] });
  const change = {
    InsightArn,
    Filters: { ...EXAMPLE.Filters, SeverityLabel: [{ Comparison: 'EQUALS' as const, Value: 'HIGH' }] },
    Name: 'High severity role findings',
  };
  expect(await UpdateInsight(change, hub.call())).toEqual({});
  expect(await get()).toEqual({ Insights: [{ ...change, GroupByAttribute: 'ResourceId' }] });
  expect(await DeleteInsight({ InsightArn }, hub.call())).toEqual({ InsightArn });
  expect(await get()).toEqual({ Insights: [] });
});

test('members come in the order of the model', async () => {
  const answer = await GetInsights({ InsightArns: [await create({ Filters: {} })] }, hub.call());
  expect(answer.bytes().toString()).toMatch(
    /^\{"Insights":\[\{"InsightArn":"[^"]+","Name":"[^"]+","Filters":\{\},"GroupByAttribute":/,
  );
});

test('there may be a hundred, and of the same name', async () => {
  for (let n = 0; n < 100; n += 1) await create();
  expect(await refusal(create())).toEqual({
    code: 'LimitExceededException',
    status: 429,
    message: 'Limit exceeded: there can be at most 100 custom insights.',
  });
  expect((await get()).Insights).toHaveLength(100);
});

test.each([
  [{ Name: '' }, "Invalid parameter 'Name'. Size '0' is less than minimum value: 1."],
  [{ Name: 'x'.repeat(129) }, "Invalid parameter 'Name'. Size '129' is greater than maximum value: 128."],
  [
    { GroupByAttribute: 'Nothing' },
    "Invalid parameter 'GroupByAttribute'. Findings cannot be grouped by it.",
  ],
  [
    { GroupByAttribute: 'constructor' },
    "Invalid parameter 'GroupByAttribute'. Findings cannot be grouped by it.",
  ],
  [
    { Filters: { CreatedAt: [{ DateRange: { Value: '7', Unit: 'DAYS' } }] } },
    'Invalid Filters in the input: data.CreatedAt[0].DateRange.Value should be number',
  ],
])('%o is refused, when it is created and when it is updated', async (changes, message) => {
  const answer = { code: 'InvalidInputException', status: 400, message };
  expect(await refusal(create(changes))).toEqual(answer);
  const InsightArn = await create();
  // The shape of a request leaves filters to the operation: what arrives can be anything.
  const update: OperationInputs['UpdateInsight'] = Object.assign({ InsightArn }, changes);
  expect(await refusal(UpdateInsight(update, hub.call()))).toEqual(answer);
  expect((await get()).Insights).toEqual([{ InsightArn, ...EXAMPLE }]);
});

test.each([
  null,
  [],
  'Id',
  { Id: {} },
  { Id: [{ Value: 'x', Comparison: 'EQUALS', Surprise: 1 }] },
  { NoSuchAttribute: [] },
  { Id: [{ Value: 'x', Comparison: 'LIKE' }] },
])('filters that are none are refused: %j', async (Filters) => {
  expect(await refusal(create({ Filters }))).toMatchObject({
    code: 'InvalidInputException',
    message: expect.stringMatching(/^Invalid Filters in the input: data/),
  });
});

describe('managed insights', () => {
  test('are read by name, whoever asks, and not listed', async () => {
    const own = await create();
    expect((await get()).Insights.map(({ InsightArn }) => InsightArn)).toEqual([own]);
    const { Insights } = await get({ InsightArns: [MANAGED, own] });
    expect(Insights.map(({ InsightArn }) => InsightArn)).toEqual([MANAGED, own]);
    expect(Insights[0]).toMatchObject({
      GroupByAttribute: 'SeverityLabel',
      Filters: { RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }] },
    });
  });

  test('cannot be changed or deleted', async () => {
    for (const call of [
      () => UpdateInsight({ InsightArn: MANAGED, Name: 'Mine' }, hub.call()),
      () => DeleteInsight({ InsightArn: MANAGED }, hub.call()),
    ]) {
      expect(await refusal(call())).toEqual({
        code: 'InvalidInputException',
        status: 400,
        message: `Managed insights cannot be updated or deleted: ${MANAGED}`,
      });
    }
  });

  test('all of them can be made custom ones', async () => {
    for (const { arn } of MANAGED_INSIGHTS) {
      const [insight] = (await get({ InsightArns: [arn] })).Insights;
      if (insight === undefined) throw new Error(`Expected ${arn}`);
      const { InsightArn: _, ...copy } = insight;
      const InsightArn = await create(copy);
      expect((await get({ InsightArns: [InsightArn] })).Insights).toEqual([{ ...copy, InsightArn }]);
    }
  });
});

test.each([
  ['unknown', UNKNOWN, 'ResourceNotFoundException'],
  [
    'a managed one that is not there',
    'arn:aws:securityhub:::insight/securityhub/default/2',
    'ResourceNotFoundException',
  ],
  ['of another kind', HUB_ARN, 'ResourceNotFoundException'],
  ['no ARN', 'insight', 'InvalidInputException'],
])('an ARN that is %s is refused', async (_, InsightArn, code) => {
  const message =
    code === 'InvalidInputException' ? `insightArn: "${InsightArn}"` : `Resource not found: ${InsightArn}`;
  for (const call of [
    () => UpdateInsight({ InsightArn, Name: 'New' }, hub.call()),
    () => DeleteInsight({ InsightArn }, hub.call()),
    () => get({ InsightArns: [MANAGED, InsightArn] }),
  ]) {
    expect(await refusal(call())).toMatchObject({ code, message });
  }
});

test('another account’s, or another Region’s, are not there', async () => {
  for (const changes of [{ account: OTHER }, { region: 'eu-west-1' }]) {
    const elsewhere = hub.call(changes);
    await EnableSecurityHub({}, elsewhere);
    const InsightArn = await create({}, elsewhere);
    for (const call of [
      () => UpdateInsight({ InsightArn, Name: 'Mine' }, hub.call()),
      () => DeleteInsight({ InsightArn }, hub.call()),
      () => get({ InsightArns: [InsightArn] }),
    ]) {
      expect(await refusal(call())).toMatchObject({ code: 'ResourceNotFoundException' });
    }
    expect((await get({}, elsewhere)).Insights).toMatchObject([{ InsightArn, Name: EXAMPLE.Name }]);
  }
});

describe('pages', () => {
  async function walk(input: OperationInputs['GetInsights']): Promise<string[]> {
    const arns: string[] = [];
    let NextToken: string | undefined = 'NULL';
    while (NextToken !== undefined) {
      const page: Awaited<ReturnType<typeof get>> = await get({ ...input, NextToken });
      expect(page.Insights.length).toBeLessThanOrEqual(input.MaxResults ?? 100);
      arns.push(...page.Insights.map(({ InsightArn }) => InsightArn));
      NextToken = page.NextToken;
    }
    return arns;
  }

  test('show all custom ones in the order of creation, or those that are named in theirs, each once', async () => {
    const arns: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      arns.push(await create({}, { ...hub.call(), now: new Date(NOW.getTime() + n) }));
    }
    const named = [...MANAGED_INSIGHTS.map(({ arn }) => arn), ...arns].reverse();
    for (const MaxResults of [1, 3, 10, 100]) {
      expect(await walk({ MaxResults })).toEqual(arns);
      expect(await walk({ MaxResults, InsightArns: [...named, ...arns] })).toEqual(named);
    }
  });

  test('are bound to what was asked for', async () => {
    const arns = [await create(), await create()];
    const { NextToken = '' } = await get({ MaxResults: 1, InsightArns: arns });
    for (const input of [{}, { InsightArns: [...arns].reverse() }, { InsightArns: [MANAGED] }]) {
      expect(await refusal(get({ ...input, NextToken }))).toMatchObject({ code: 'InvalidInputException' });
    }
  });
});

test('all need a hub and permission for it', async () => {
  const InsightArn = await create();
  const calls = {
    CreateInsight: (context: Context): Promise<unknown> => CreateInsight(EXAMPLE, context),
    UpdateInsight: (context: Context): Promise<unknown> =>
      UpdateInsight({ InsightArn, Name: 'New' }, context),
    GetInsights: (context: Context): Promise<unknown> => GetInsights({}, context),
    DeleteInsight: (context: Context): Promise<unknown> => DeleteInsight({ InsightArn }, context),
  };
  for (const [name, call] of Object.entries(calls)) {
    const denied = await refusal(call(hub.call({ policies: only('securityhub:List*') })));
    expect(denied).toMatchObject({ code: 'AccessDeniedException' });
    expect(denied.message).toContain(`perform: securityhub:${name} on resource: ${HUB_ARN}`);
    await call(hub.call({ policies: only(`securityhub:${name}`, HUB_ARN) }));
  }
  await DisableSecurityHub({}, hub.call());
  for (const call of Object.values(calls)) {
    expect(await refusal(call(hub.call()))).toMatchObject({ code: 'InvalidAccessException' });
  }
});
