import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byId, defaultProduct, finding, findingOfSize, identifier, minute } from '../testing/findings.js';
import { type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal, expectSuccess, imported } from '../testing/refusal.js';

const PATH = '/_docket/automation-rules/dry-run';
let hub: RunningHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const prefix = (Value: string) => ({ Id: [{ Value, Comparison: 'PREFIX' }] });
const actions = (FindingFieldsUpdate: object) => [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate }];
const dryRun = (body: object, client = hub.root) => client.call('POST', PATH, body);

test('says what would change, and changes nothing', async () => {
  await hub.root.importFindings([finding('one-a'), finding('one-b', { Title: 'Other' }), finding('two')]);
  const before = await hub.root.allFindings();
  const Criteria = { ...prefix('one-'), Title: [{ Value: 'A finding', Comparison: 'EQUALS' }] };
  const Actions = actions({ Severity: { Label: 'HIGH' }, VerificationState: 'TRUE_POSITIVE' });
  const answer = await dryRun({ Criteria, Actions });
  expect(answer.status).toBe(200);
  const { Changes, ...rest } = Object(answer.json);
  expect(rest).toEqual({ Matched: 1 });
  expect(Changes).toEqual([
    { Id: 'one-a', ProductArn: defaultProduct(), Title: 'A finding', Updates: expect.any(Array) },
  ]);
  expect(Changes[0].Updates).toHaveLength(2);
  expect(Changes[0].Updates).toEqual(
    expect.arrayContaining([
      {
        UpdatedField: 'Severity',
        OldValue: '{"Label":"LOW","Normalized":1}',
        NewValue: '{"Label":"HIGH","Normalized":70}',
      },
      { UpdatedField: 'VerificationState', NewValue: 'TRUE_POSITIVE' },
    ]),
  );
  expect(await hub.root.allFindings()).toEqual(before);
});

test('a finding that says all that already matches and is not among the changes', async () => {
  await hub.root.importFindings([finding('done')]);
  const Actions = actions({ Confidence: 7, Note: { Text: 'same', UpdatedBy: 'me' } });
  await hub.root.updateFindings({
    FindingIdentifiers: [identifier('done')],
    ...{ Confidence: 7, Note: { Text: 'same', UpdatedBy: 'me' } },
  });
  expect((await dryRun({ Criteria: prefix('done'), Actions })).json).toEqual({ Matched: 1, Changes: [] });
});

/** What a rule does to a finding that comes again: as its history tells, without times. */
async function done(id: string, rule: object): Promise<unknown[]> {
  const created = await hub.root.call('POST', '/automationrules/create', {
    ...{ RuleName: 'Real', Description: 'real', RuleOrder: 1 },
    ...rule,
  });
  expect(created.status, created.text).toBe(200);
  const { RuleArn } = Object(created.json);
  const [stored] = await hub.root.allFindings(byId(id));
  expectSuccess(await hub.root.importFindings([{ ...stored, UpdatedAt: minute(1) }]), imported(1));
  expect(await hub.root.allFindings(byId(id))).toMatchObject([{ UpdatedAt: minute(1) }]);
  await hub.root.call('POST', '/automationrules/delete', { AutomationRulesArns: [RuleArn] });
  const FindingIdentifier = identifier(id);
  const history = await hub.root.call('POST', '/findingHistory/get', { FindingIdentifier });
  const lines: { UpdateSource: { Identity: string }; Updates: unknown[] }[] = Object(history.json).Records;
  return lines.flatMap(({ UpdateSource, Updates }) => (UpdateSource.Identity === RuleArn ? Updates : []));
}

const withoutTimes = (updates: unknown): unknown =>
  JSON.parse(JSON.stringify(updates).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]{12}Z/g, 'time'));

const NOTE = { Text: 'Seen', UpdatedBy: 'me' };
const known = { Confidence: 5, Note: NOTE };

describe('says what the rule then does', () => {
  test.each([
    ['one action', {}, actions({ Criticality: 90, Workflow: { Status: 'SUPPRESSED' } }), 2],
    ['a note', {}, actions({ Note: NOTE }), 1],
    ['a note that is there', known, actions({ Note: NOTE, Confidence: 6 }), 1],
    ['nothing new', known, actions({ Note: NOTE, Confidence: 5 }), 0],
    [
      'less of a severity',
      { Severity: undefined, FindingProviderFields: { Types: ['A'] } },
      actions({ Severity: { Product: 1 } }),
      0,
    ],
    [
      'no severity',
      { Severity: undefined, FindingProviderFields: { Types: ['A'] } },
      actions({ Confidence: 1 }),
      1,
    ],
  ])('with %s', async (what, changes, Actions, count) => {
    const id = `real ${what}`;
    expectSuccess(await hub.root.importFindings([finding(id, changes)]), imported(1));
    const rule = { Criteria: byId(id).Filters, Actions };
    const { Matched, Changes } = Object((await dryRun(rule)).json);
    expect(Matched).toBe(1);
    const said = Changes.flatMap(({ Updates }: { Updates: unknown[] }) => Updates);
    expect(said).toHaveLength(count);
    expect(withoutTimes(said)).toEqual(withoutTimes(await done(id, rule)));
  });

  test('with what would make the finding too large', async () => {
    await hub.root.importFindings([findingOfSize('real large', 245_400)]);
    const Actions = actions({ UserDefinedFields: { text: 'x'.repeat(1_000) } });
    const rule = { Criteria: byId('real large').Filters, Actions };
    expect((await dryRun(rule)).json).toEqual({ Matched: 1, Changes: [] });
    expect(await done('real large', rule)).toEqual([]);
  });
});

test('pages have every finding once', async () => {
  const ids = Array.from({ length: 7 }, (_, n) => `page-${n}`);
  await hub.root.importFindings(ids.map((id) => finding(id)));
  const rule = { Criteria: prefix('page-'), Actions: actions({ Confidence: 1 }) };
  const seen: string[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await dryRun({ ...rule, MaxResults: 3, ...(NextToken !== undefined && { NextToken }) });
    const page = Object(answer.json);
    expect(page.Matched).toBeLessThanOrEqual(3);
    seen.push(...page.Changes.map(({ Id }: { Id: string }) => Id));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(seen.sort()).toEqual(ids);
});

describe('it is refused', () => {
  const rule = { Criteria: prefix('x'), Actions: actions({ Confidence: 1 }) };
  const bad: object[] = [
    { Criteria: {} },
    { Criteria: { Keyword: [{ Value: 'x' }] } },
    { Criteria: { CreatedAt: [{ DateRange: { Value: 'x', Unit: 'DAYS' } }] } },
    { Actions: [] },
    { Actions: [{ Type: 'FINDING_FIELDS_UPDATE' }] },
    { Actions: actions({ Confidence: 101 }) },
  ];
  test.each(bad)('for %j, as CreateAutomationRule refuses it', async (changes) => {
    const named = { RuleName: 'x', Description: 'x', RuleOrder: 1 };
    const expected = await hub.root.call('POST', '/automationrules/create', {
      ...named,
      ...rule,
      ...changes,
    });
    expect(expected.status).toBe(400);
    const { Message } = Object(expected.json);
    expectRefusal(await dryRun({ ...rule, ...changes }), 400, 'InvalidInputException', Message);
  });

  test('for a token of another rule, or of nobody', async () => {
    await hub.root.importFindings([finding('token-1'), finding('token-2')]);
    const first = { ...rule, Criteria: prefix('token-') };
    const { NextToken } = Object((await dryRun({ ...first, MaxResults: 1 })).json);
    expect(NextToken).toEqual(expect.any(String));
    const message = expect.stringContaining('NextToken');
    for (const body of [
      { ...rule, NextToken },
      { ...first, NextToken: 'forged' },
    ]) {
      expectRefusal(await dryRun(body), 400, 'InvalidInputException', message);
    }
  });

  test('without the permission or a hub; any account asks for its own findings', async () => {
    const policy = (Action: string) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
    });
    const account = hub.hub.account;
    const creator = await hub.user(account, 'creator', [policy('securityhub:*')]);
    const denied = expect.stringContaining('perform: docket:DryRunAutomationRule on resource:');
    expectRefusal(await dryRun(rule, creator), 403, 'AccessDeniedException', denied);
    const trier = await hub.user(account, 'trier', [policy('docket:DryRunAutomationRule')]);
    expect((await dryRun(rule, trier)).status).toBe(200);

    await hub.root.importFindings([finding('theirs')]);
    const other = await hub.account('210987654321');
    expect((await dryRun({ ...rule, Criteria: prefix('theirs') }, other)).json).toEqual({
      Matched: 0,
      Changes: [],
    });
    const without = await hub.account('310987654321', { hub: false });
    const message = 'Account 310987654321 is not subscribed to AWS Security Hub';
    expectRefusal(await dryRun(rule, without), 401, 'InvalidAccessException', message);
    expect((await hub.root.allFindings(byId('theirs')))[0]).not.toHaveProperty('Confidence');
  });
});
