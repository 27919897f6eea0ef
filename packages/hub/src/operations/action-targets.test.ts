import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CreateActionTarget } from './CreateActionTarget.js';
import { DeleteActionTarget } from './DeleteActionTarget.js';
import { DescribeActionTargets } from './DescribeActionTargets.js';
import { DisableSecurityHub } from './DisableSecurityHub.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { ACCOUNT, HUB_ARN, NOW, only, openTestHub, REGION, refusal, type TestHub } from './testing.js';
import { UpdateActionTarget } from './UpdateActionTarget.js';

const OTHER = '210987654321';
const EXAMPLE = {
  Id: 'Remediation',
  Name: 'Send to remediation',
  Description: 'Action to send the finding for remediation tracking',
};
const arnOf = (id: string) => `arn:aws:securityhub:${REGION}:${ACCOUNT}:action/custom/${id}`;
const EXAMPLE_ARN = arnOf('Remediation');

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
  await EnableSecurityHub({}, hub.call());
});
afterEach(() => hub.close());

const create = (changes: Partial<typeof EXAMPLE> = {}) =>
  CreateActionTarget({ ...EXAMPLE, ...changes }, hub.call());
const describeAll = async () => (await DescribeActionTargets({}, hub.call())).ActionTargets;

test('the documentation’s examples', async () => {
  expect(await create()).toEqual({ ActionTargetArn: EXAMPLE_ARN });
  const named = { ActionTargetArns: [EXAMPLE_ARN] };
  expect(await DescribeActionTargets(named, hub.call())).toEqual({
    ActionTargets: [{ ActionTargetArn: EXAMPLE_ARN, Name: EXAMPLE.Name, Description: EXAMPLE.Description }],
  });
  const change = {
    ActionTargetArn: EXAMPLE_ARN,
    Description: 'Sends specified findings to customer service chat',
    Name: 'Chat custom action',
  };
  expect(await UpdateActionTarget(change, hub.call())).toEqual({});
  expect(await describeAll()).toEqual([change]);
  expect(await DeleteActionTarget({ ActionTargetArn: EXAMPLE_ARN }, hub.call())).toEqual({
    ActionTargetArn: EXAMPLE_ARN,
  });
  expect(await DescribeActionTargets({}, hub.call())).toEqual({ ActionTargets: [] });
});

test('an id is given once per account and Region', async () => {
  await create();
  expect(await refusal(create({ Name: 'Another' }))).toEqual({
    code: 'ResourceConflictException',
    status: 409,
    message: 'Action with Id: Remediation already exists',
  });
  expect(await describeAll()).toMatchObject([{ Name: EXAMPLE.Name }]);
  const gov = hub.call({ region: 'us-gov-west-1' });
  await EnableSecurityHub({}, gov);
  expect(await CreateActionTarget(EXAMPLE, gov)).toEqual({
    ActionTargetArn: `arn:aws-us-gov:securityhub:us-gov-west-1:${ACCOUNT}:action/custom/Remediation`,
  });
});

test('there are at most 50; one that exists is still said to exist', async () => {
  for (let n = 0; n < 50; n += 1) await create({ Id: `id${n}` });
  expect(await refusal(create())).toEqual({
    code: 'LimitExceededException',
    status: 429,
    message: 'Limit exceeded: there can be at most 50 custom actions.',
  });
  expect(await refusal(create({ Id: 'id7' }))).toMatchObject({ code: 'ResourceConflictException' });
  await DeleteActionTarget({ ActionTargetArn: arnOf('id7') }, hub.call());
  await create();
});

test.each([
  [{ Id: '' }, "Invalid parameter 'Id'. Size '0' is less than minimum value: 1."],
  [{ Id: 'x'.repeat(21) }, "Invalid parameter 'Id'. Size '21' is greater than maximum value: 20."],
  [{ Id: 'a/b' }, `Invalid parameter 'Id'. It should match pattern "^[A-Za-z0-9]+$".`],
  [{ Id: 'a\n' }, `Invalid parameter 'Id'. It should match pattern "^[A-Za-z0-9]+$".`],
  [{ Name: 'x'.repeat(21) }, "Invalid parameter 'Name'. Size '21' is greater than maximum value: 20."],
  [{ Name: ' \t' }, `Invalid parameter 'Name'. It should match pattern ".*\\S.*".`],
  [{ Description: '' }, "Invalid parameter 'Description'. Size '0' is less than minimum value: 1."],
])('%o is refused', async (changes, message) => {
  expect(await refusal(create(changes))).toEqual({ code: 'InvalidInputException', status: 400, message });
  expect(await describeAll()).toEqual([]);
});

test('the longest id and name are fine', async () => {
  const Id = 'x'.repeat(20);
  expect(await create({ Id, Name: 'y'.repeat(20) })).toEqual({ ActionTargetArn: arnOf(Id) });
});

test('an update changes what it gives', async () => {
  await create();
  await create({ Id: 'Other' });
  await UpdateActionTarget({ ActionTargetArn: EXAMPLE_ARN, Name: 'New' }, hub.call());
  await UpdateActionTarget({ ActionTargetArn: EXAMPLE_ARN }, hub.call());
  const tooLong = { ActionTargetArn: EXAMPLE_ARN, Name: 'x'.repeat(21) };
  expect(await refusal(UpdateActionTarget(tooLong, hub.call()))).toMatchObject({
    code: 'InvalidInputException',
  });
  const { Description } = EXAMPLE;
  const described = await describeAll();
  expect(described).toHaveLength(2);
  expect(described).toContainEqual({ ActionTargetArn: EXAMPLE_ARN, Name: 'New', Description });
  expect(described).toContainEqual({ ActionTargetArn: arnOf('Other'), Name: EXAMPLE.Name, Description });
});

describe.each([
  ['unknown', arnOf('Unknown'), 'ResourceNotFoundException'],
  ['another account’s', EXAMPLE_ARN.replace(ACCOUNT, OTHER), 'ResourceNotFoundException'],
  ['another Region’s', EXAMPLE_ARN.replace(REGION, 'eu-west-1'), 'ResourceNotFoundException'],
  ['another partition’s', EXAMPLE_ARN.replace('arn:aws:', 'arn:aws-cn:'), 'ResourceNotFoundException'],
  ['of another kind', HUB_ARN, 'ResourceNotFoundException'],
  ['no ARN', 'Remediation', 'InvalidInputException'],
])('an ARN that is %s', (_, arn, code) => {
  test('is refused', async () => {
    await create();
    const elsewhere = hub.call({ account: OTHER });
    await EnableSecurityHub({}, elsewhere);
    await CreateActionTarget(EXAMPLE, elsewhere);
    const message =
      code === 'InvalidInputException' ? `actionTargetArn: "${arn}"` : `Resource not found: ${arn}`;
    for (const call of [
      () => UpdateActionTarget({ ActionTargetArn: arn, Name: 'New' }, hub.call()),
      () => DeleteActionTarget({ ActionTargetArn: arn }, hub.call()),
      () => DescribeActionTargets({ ActionTargetArns: [EXAMPLE_ARN, arn] }, hub.call()),
    ]) {
      expect(await refusal(call())).toMatchObject({ code, message });
    }
    expect(await describeAll()).toMatchObject([{ Name: EXAMPLE.Name }]);
    expect((await DescribeActionTargets({}, elsewhere)).ActionTargets).toMatchObject([
      { Name: EXAMPLE.Name },
    ]);
  });
});

describe('pages', () => {
  const ids = ['c', 'a', 'e', 'b', 'd'];
  beforeEach(async () => {
    for (const [n, id] of ids.entries()) {
      const call = { ...hub.call(), now: new Date(NOW.getTime() + n) };
      await CreateActionTarget({ ...EXAMPLE, Id: id }, call);
    }
  });

  async function walk(MaxResults: number, ActionTargetArns?: string[]): Promise<string[]> {
    const arns: string[] = [];
    let NextToken: string | undefined = 'NULL';
    while (NextToken !== undefined) {
      const page: Awaited<ReturnType<typeof DescribeActionTargets>> = await DescribeActionTargets(
        { MaxResults, NextToken, ...(ActionTargetArns && { ActionTargetArns }) },
        hub.call(),
      );
      expect(page.ActionTargets.length).toBeLessThanOrEqual(MaxResults);
      arns.push(...page.ActionTargets.map(({ ActionTargetArn }) => ActionTargetArn));
      NextToken = page.NextToken;
    }
    return arns;
  }

  test.each([1, 2, 5, 100])('of %i show all, in the order of creation', async (size) => {
    expect(await walk(size)).toEqual(ids.map(arnOf));
    expect(await walk(size, [])).toEqual(ids.map(arnOf));
    expect(await walk(size, ['b', 'c', 'b'].map(arnOf))).toEqual(['c', 'b'].map(arnOf));
  });

  test('are bound to what was asked for', async () => {
    const { NextToken = '' } = await DescribeActionTargets({ MaxResults: 1 }, hub.call());
    const other = { NextToken, ActionTargetArns: [arnOf('a')] };
    expect(await refusal(DescribeActionTargets(other, hub.call()))).toMatchObject({
      code: 'InvalidInputException',
    });
  });
});

test('all need a hub and permission for it', async () => {
  await create();
  const calls = {
    CreateActionTarget: (context: ReturnType<TestHub['call']>) =>
      CreateActionTarget({ ...EXAMPLE, Id: 'New' }, context),
    UpdateActionTarget: (context: ReturnType<TestHub['call']>) =>
      UpdateActionTarget({ ActionTargetArn: EXAMPLE_ARN, Name: 'New' }, context),
    DescribeActionTargets: (context: ReturnType<TestHub['call']>) => DescribeActionTargets({}, context),
    DeleteActionTarget: (context: ReturnType<TestHub['call']>) =>
      DeleteActionTarget({ ActionTargetArn: EXAMPLE_ARN }, context),
  };
  for (const [name, call] of Object.entries(calls)) {
    const denied = await refusal(call(hub.call({ policies: only('securityhub:Get*') })));
    expect(denied).toMatchObject({ code: 'AccessDeniedException' });
    expect(denied.message).toContain(`perform: securityhub:${name} on resource: ${HUB_ARN}`);
    await call(hub.call({ policies: only(`securityhub:${name}`, HUB_ARN) }));
  }
  await DisableSecurityHub({}, hub.call());
  for (const call of Object.values(calls)) {
    expect(await refusal(call(hub.call()))).toMatchObject({ code: 'InvalidAccessException' });
  }
});
