import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AutomationRulesConfig, OperationInputs } from '../wire/generated/operations.js';
import { BatchDeleteAutomationRules } from './BatchDeleteAutomationRules.js';
import { BatchGetAutomationRules } from './BatchGetAutomationRules.js';
import { BatchUpdateAutomationRules } from './BatchUpdateAutomationRules.js';
import { CreateAutomationRule } from './CreateAutomationRule.js';
import { DisableSecurityHub } from './DisableSecurityHub.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ListAutomationRules } from './ListAutomationRules.js';
import { ListTagsForResource } from './ListTagsForResource.js';
import type { Context } from './operation.js';
import { TagResource } from './TagResource.js';
import { ACCOUNT, HUB_ARN, NOW, only, openTestHub, REGION, refusal, type TestHub } from './testing.js';
import { UntagResource } from './UntagResource.js';

type Rule = OperationInputs['CreateAutomationRule'];
type Item = OperationInputs['BatchUpdateAutomationRules']['UpdateAutomationRulesRequestItems'][number];

const OTHER = '210987654321';
const UNKNOWN = `arn:aws:securityhub:${REGION}:${ACCOUNT}:automation-rule/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111`;
const NOT_THERE = { ErrorCode: 404, ErrorMessage: 'ResourceNotFoundException' };
const LATER = new Date(NOW.getTime() + 60_000);

const EXAMPLE: Rule = {
  Actions: [
    {
      FindingFieldsUpdate: {
        Note: { Text: 'This is a critical S3 bucket, please look into this ASAP', UpdatedBy: 'test-user' },
        Severity: { Label: 'CRITICAL' },
      },
      Type: 'FINDING_FIELDS_UPDATE',
    },
  ],
  Criteria: {
    ComplianceStatus: [{ Comparison: 'EQUALS', Value: 'FAILED' }],
    ProductName: [{ Comparison: 'EQUALS', Value: 'Security Hub' }],
    RecordState: [{ Comparison: 'EQUALS', Value: 'ACTIVE' }],
    ResourceId: [{ Comparison: 'EQUALS', Value: 'arn:aws:s3:::examplebucket/developers/design_info.doc' }],
    WorkflowStatus: [{ Comparison: 'EQUALS', Value: 'NEW' }],
  },
  Description: 'Elevate finding severity to Critical for important resources',
  IsTerminal: false,
  RuleName: 'Elevate severity for important resources',
  RuleOrder: 1,
  RuleStatus: 'ENABLED',
  Tags: { 'important-resources-rule': 's3-bucket' },
};

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
  await EnableSecurityHub({}, hub.call());
});
afterEach(() => hub.close());

const create = async (changes: Partial<Rule> = {}, context = hub.call()): Promise<string> =>
  (await CreateAutomationRule({ ...EXAMPLE, ...changes }, context)).RuleArn ?? '';

async function get(
  AutomationRulesArns: string[],
  context = hub.call(),
): Promise<{ Rules: AutomationRulesConfig[]; UnprocessedAutomationRules: object[] }> {
  return JSON.parse((await BatchGetAutomationRules({ AutomationRulesArns }, context)).bytes().toString());
}

const update = (items: Item[], context: Context = { ...hub.call(), now: LATER }) =>
  BatchUpdateAutomationRules({ UpdateAutomationRulesRequestItems: items }, context);

const names = async (context = hub.call()) =>
  (await ListAutomationRules({}, context)).AutomationRulesMetadata?.map(({ RuleName }) => RuleName);

test('the documentation’s example: a rule is created with its tags', async () => {
  const RuleArn = await create();
  expect(RuleArn).toMatch(
    new RegExp(
      `^arn:aws:securityhub:${REGION}:${ACCOUNT}:automation-rule/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`,
    ),
  );
  const { Tags, ...rule } = EXAMPLE;
  const since = { CreatedAt: NOW.toISOString(), UpdatedAt: NOW.toISOString(), CreatedBy: ACCOUNT };
  expect(await get([RuleArn])).toEqual({
    Rules: [{ RuleArn, ...rule, ...since }],
    UnprocessedAutomationRules: [],
  });
  expect(await ListTagsForResource({ ResourceArn: RuleArn }, hub.call())).toEqual({ Tags });
  const { Criteria, Actions, ...metadata } = rule;
  expect(await ListAutomationRules({}, hub.call())).toEqual({
    AutomationRulesMetadata: [{ RuleArn, ...metadata, ...since }],
  });
});

test('a rule is enabled and not terminal unless it says otherwise; members come in the order of the model', async () => {
  const { RuleStatus, IsTerminal, Tags, ...least } = EXAMPLE;
  const { RuleArn = '' } = await CreateAutomationRule(least, hub.call());
  const { Rules } = await get([RuleArn]);
  expect(Rules).toMatchObject([{ RuleStatus: 'ENABLED', IsTerminal: false }]);
  expect(Object.keys(Rules[0] ?? {})).toEqual([
    ...['RuleArn', 'RuleStatus', 'RuleOrder', 'RuleName', 'Description', 'IsTerminal', 'Criteria', 'Actions'],
    ...['CreatedAt', 'UpdatedAt', 'CreatedBy'],
  ]);
  const opposite = await create({ RuleStatus: 'DISABLED', IsTerminal: true });
  expect((await get([opposite])).Rules).toMatchObject([{ RuleStatus: 'DISABLED', IsTerminal: true }]);
});

test('there are at most a hundred', async () => {
  for (let n = 0; n < 100; n += 1) await create();
  expect(await refusal(create())).toEqual({
    code: 'LimitExceededException',
    status: 429,
    message: 'Limit exceeded: there can be at most 100 automation rules.',
  });
});

const REFUSED: [object, string][] = [
  [{ RuleName: ' ' }, `Invalid parameter 'RuleName'. It should match pattern ".*\\S.*".`],
  [
    { RuleName: 'x'.repeat(257) },
    "Invalid parameter 'RuleName'. Size '257' is greater than maximum value: 256.",
  ],
  [{ Description: '' }, "Invalid parameter 'Description'. Size '0' is less than minimum value: 1."],
  [{ Criteria: {} }, 'Invalid Criteria in the input: data should NOT have fewer than 1 properties'],
  [
    { Criteria: { Keyword: [] } },
    'Invalid Criteria in the input: data should NOT have additional properties',
  ],
  [{ Actions: [{}] }, "Invalid parameter 'Actions[0].Type'. A value is required."],
  [
    { Actions: [{ Type: 'FINDING_FIELDS_UPDATE' }] },
    "Invalid parameter 'Actions[0].FindingFieldsUpdate'. A value is required.",
  ],
  [
    { Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: {} }] },
    "Invalid parameter 'Actions[0].FindingFieldsUpdate'. A value is required.",
  ],
];

test.each(REFUSED)('%j is refused: nothing is created or updated', async (changes, message) => {
  const answer = { code: 'InvalidInputException', status: 400, message };
  expect(await refusal(create(changes))).toEqual(answer);
  expect(await names()).toEqual([]);
  const [first, second] = [await create(), await create()];
  const items = [{ RuleArn: first, RuleName: 'New' }, Object.assign({ RuleArn: second }, changes)];
  expect(await refusal(update(items))).toEqual(answer);
  expect(await names()).toEqual([EXAMPLE.RuleName, EXAMPLE.RuleName]);
});

test('bad tags are refused, and no rule is left behind', async () => {
  expect(await refusal(create({ Tags: { 'aws:mine': 'x' } }))).toMatchObject({
    code: 'InvalidInputException',
  });
  expect(await names()).toEqual([]);
});

describe('an update', () => {
  test('changes what it gives of each rule, and when it was updated', async () => {
    const [first, second, third] = [await create(), await create(), await create()];
    const given = {
      Criteria: { Title: [{ Value: 'x', Comparison: 'PREFIX' as const }] },
      Actions: [{ Type: 'FINDING_FIELDS_UPDATE' as const, FindingFieldsUpdate: { Confidence: 0 } }],
    };
    const items: Item[] = [
      { RuleArn: first, RuleOrder: 15, RuleStatus: 'DISABLED', ...given },
      { RuleArn: UNKNOWN, RuleName: 'Nobody’s' },
      { RuleArn: second, RuleName: 'New', Description: 'new', IsTerminal: true },
    ];
    expect(await update(items)).toEqual({
      ProcessedAutomationRules: [first, second],
      UnprocessedAutomationRules: [{ RuleArn: UNKNOWN, ...NOT_THERE }],
    });
    const { Tags, ...before } = EXAMPLE;
    const since = { CreatedAt: NOW.toISOString(), UpdatedAt: LATER.toISOString(), CreatedBy: ACCOUNT };
    expect((await get([first, second, third])).Rules).toEqual([
      { RuleArn: first, ...before, RuleOrder: 15, RuleStatus: 'DISABLED', ...given, ...since },
      { RuleArn: second, ...before, RuleName: 'New', Description: 'new', IsTerminal: true, ...since },
      { RuleArn: third, ...before, ...since, UpdatedAt: NOW.toISOString() },
    ]);
  });

  test('of one rule twice applies in order', async () => {
    const RuleArn = await create();
    await update([
      { RuleArn, RuleName: 'First', RuleOrder: 7 },
      { RuleArn, RuleName: 'Second' },
    ]);
    expect((await get([RuleArn])).Rules).toMatchObject([{ RuleName: 'Second', RuleOrder: 7 }]);
  });
});

test('rules are deleted with their tags; those that are not there come back', async () => {
  const [first, second] = [await create(), await create({ RuleName: 'Stays' })];
  const arns = { AutomationRulesArns: [first, UNKNOWN, first] };
  expect(await BatchDeleteAutomationRules(arns, hub.call())).toEqual({
    ProcessedAutomationRules: [first],
    UnprocessedAutomationRules: [{ RuleArn: UNKNOWN, ...NOT_THERE }],
  });
  expect(await names()).toEqual(['Stays']);
  expect(await hub.control.getTags(ACCOUNT, first)).toEqual({});
  expect(await hub.control.getTags(ACCOUNT, second)).toEqual(EXAMPLE.Tags);
});

test('rules come in the order asked, each once, and those that are not there by themselves', async () => {
  const [first, second] = [await create(), await create()];
  const { Rules, UnprocessedAutomationRules } = await get([second, UNKNOWN, first, second]);
  expect(Rules.map(({ RuleArn }) => RuleArn)).toEqual([second, first]);
  expect(UnprocessedAutomationRules).toEqual([{ RuleArn: UNKNOWN, ...NOT_THERE }]);
});

test('rules of others, and what is no rule, are not there; what is no ARN refuses the call', async () => {
  const elsewhere = hub.call({ account: OTHER });
  await EnableSecurityHub({}, elsewhere);
  const theirs = await create({}, elsewhere);
  const mine = await create();
  for (const RuleArn of [
    theirs,
    theirs.replace(OTHER, ACCOUNT),
    mine.replace(REGION, 'eu-west-1'),
    HUB_ARN,
  ]) {
    const none = [{ RuleArn, ...NOT_THERE }];
    expect(await get([RuleArn])).toEqual({ Rules: [], UnprocessedAutomationRules: none });
    const output = { ProcessedAutomationRules: [], UnprocessedAutomationRules: none };
    expect(await update([{ RuleArn, RuleName: 'Mine' }])).toEqual(output);
    expect(await BatchDeleteAutomationRules({ AutomationRulesArns: [RuleArn] }, hub.call())).toEqual(output);
  }
  expect(await names(elsewhere)).toEqual([EXAMPLE.RuleName]);
  const refused = { code: 'InvalidInputException', status: 400, message: 'ruleArn: "rule"' };
  expect(await refusal(get([mine, 'rule']))).toEqual(refused);
  expect(await refusal(update([{ RuleArn: mine, RuleName: 'New' }, { RuleArn: 'rule' }]))).toEqual(refused);
  const deleted = { AutomationRulesArns: [mine, 'rule'] };
  expect(await refusal(BatchDeleteAutomationRules(deleted, hub.call()))).toEqual(refused);
  expect(await names()).toEqual([EXAMPLE.RuleName]);
});

test('pages show every rule that stays once, in the order of creation, whatever changes meanwhile', async () => {
  const arns: string[] = [];
  for (let n = 0; n < 7; n += 1) {
    arns.push(await create({ RuleOrder: 7 - n }, { ...hub.call(), now: new Date(NOW.getTime() + n) }));
  }
  for (const MaxResults of [1, 2, 7, 100]) {
    const seen: (string | undefined)[] = [];
    let NextToken: string | undefined = 'NULL';
    while (NextToken !== undefined) {
      const page: Awaited<ReturnType<typeof ListAutomationRules>> = await ListAutomationRules(
        { MaxResults, NextToken },
        hub.call(),
      );
      seen.push(...(page.AutomationRulesMetadata ?? []).map(({ RuleArn }) => RuleArn));
      NextToken = page.NextToken;
      await update(arns.map((RuleArn) => ({ RuleArn, RuleOrder: 500 + seen.length })));
    }
    expect(seen).toEqual(arns);
  }
});

test('a rule is tagged like a hub', async () => {
  const ResourceArn = await create({ Tags: { Team: 'blue' } });
  await TagResource({ ResourceArn, Tags: { Team: 'red', Stage: 'prod' } }, hub.call());
  await UntagResource({ ResourceArn, TagKeys: ['Stage'] }, hub.call());
  expect(await ListTagsForResource({ ResourceArn }, hub.call())).toEqual({ Tags: { Team: 'red' } });
  expect(await refusal(ListTagsForResource({ ResourceArn: UNKNOWN }, hub.call()))).toEqual({
    code: 'ResourceNotFoundException',
    status: 404,
    message: `Resource not found: ${UNKNOWN}`,
  });
});

describe('permission', () => {
  const onRules = (arns: string[]) => ({
    BatchGetAutomationRules: (context: Context): Promise<unknown> => get(arns, context),
    BatchUpdateAutomationRules: (context: Context): Promise<unknown> =>
      update(
        arns.map((RuleArn) => ({ RuleArn, RuleName: 'New' })),
        context,
      ),
    BatchDeleteAutomationRules: (context: Context): Promise<unknown> =>
      BatchDeleteAutomationRules({ AutomationRulesArns: arns }, context),
  });
  const onHub = {
    CreateAutomationRule: (context: Context): Promise<unknown> => create({}, context),
    ListAutomationRules: (context: Context): Promise<unknown> => ListAutomationRules({}, context),
  };

  test('for single rules is for those only', async () => {
    const [mine, other] = [await create(), await create()];
    for (const [name, call] of Object.entries(onRules([mine, other]))) {
      const denied = await refusal(call(hub.call({ policies: only(`securityhub:${name}`, mine) })));
      expect(denied).toMatchObject({ code: 'AccessDeniedException' });
      expect(denied.message).toContain(`perform: securityhub:${name} on resource: ${other}`);
    }
    expect(await names()).toEqual([EXAMPLE.RuleName, EXAMPLE.RuleName]);
    for (const [name, call] of Object.entries(onRules([mine]))) {
      await call(hub.call({ policies: only(`securityhub:${name}`, mine) }));
    }
  });

  test('to create and to list is for the hub', async () => {
    for (const [name, call] of Object.entries(onHub)) {
      const denied = await refusal(call(hub.call({ policies: only('securityhub:Get*') })));
      expect(denied).toMatchObject({ code: 'AccessDeniedException' });
      expect(denied.message).toContain(`perform: securityhub:${name} on resource: ${HUB_ARN}`);
      await call(hub.call({ policies: only(`securityhub:${name}`, HUB_ARN) }));
    }
  });

  test('is nothing without a hub; enabled again, the rules are there', async () => {
    const RuleArn = await create();
    await DisableSecurityHub({}, hub.call());
    for (const call of Object.values({ ...onRules([RuleArn]), ...onHub })) {
      expect(await refusal(call(hub.call()))).toMatchObject({ code: 'InvalidAccessException' });
    }
    await EnableSecurityHub({}, hub.call());
    expect((await get([RuleArn])).Rules).toHaveLength(1);
    expect(await ListTagsForResource({ ResourceArn: RuleArn }, hub.call())).toEqual({ Tags: EXAMPLE.Tags });
  });
});
