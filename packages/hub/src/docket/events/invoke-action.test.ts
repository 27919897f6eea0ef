import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { finding, identifier } from '../../testing/findings.js';
import { REGION, ROOT, type RunningHub, startTestHub } from '../../testing/hub.js';
import { type Receiver, startReceiver } from '../../testing/receiver.js';
import { expectRefusal } from '../../testing/refusal.js';
import { addRule, addWebhook, must } from './testing.js';

const ARN = `arn:aws:securityhub:${REGION}:${ROOT}:action/custom/ticket`;

let hub: RunningHub;
let receiver: Receiver;
beforeAll(async () => {
  hub = await startTestHub();
  await hub.root.call('POST', '/actionTargets', { Id: 'ticket', Name: 'Ticket', Description: 'opens "one"' });
  await hub.root.importFindings([
    finding('one'),
    finding('two'),
    finding('archived', { RecordState: 'ARCHIVED' }),
  ]);
});
afterAll(() => hub.close());
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const invoke = (body: object) =>
  must(hub.root, 'POST', 'action-targets/invoke', { ActionTargetArn: ARN, ...body });

test('findings that are sent to an action become an event each; those that are not there are named', async () => {
  const { id } = await addWebhook(hub.root, receiver.url);
  const rule = await addRule(hub.root, { resources: [ARN] }, [id]);
  const missing = identifier('missing');
  const answer = await invoke({ FindingIdentifiers: [identifier('one'), missing, identifier('two')] });
  expect(answer).toEqual({
    EventCount: 2,
    DeliveryCount: 2,
    UnprocessedFindings: [
      { FindingIdentifier: missing, ErrorCode: 'FindingNotFound', ErrorMessage: 'Finding Not Found' },
    ],
  });
  const events = (await receiver.count(2)).map(({ event }) => event);
  expect(events[0]).toMatchObject({
    'detail-type': 'Security Hub Findings - Custom Action',
    resources: [ARN],
    detail: { actionName: 'Ticket', actionDescription: 'opens "one"' },
  });
  expect(events.map(({ detail }) => detail.findings.map(({ Id }) => Id)).sort()).toEqual([['one'], ['two']]);
  await must(hub.root, 'DELETE', `events/rules/${rule}`);
});

test('results of an insight are sent as they are now', async () => {
  const { id } = await addWebhook(hub.root, receiver.url);
  const rule = await addRule(hub.root, { 'detail-type': ['Security Hub Insight Results'] }, [id]);
  const created = await hub.root.call('POST', '/insights', {
    ...{ Name: 'By state', GroupByAttribute: 'RecordState' },
    Filters: { Id: [{ Value: '', Comparison: 'PREFIX' }] },
  });
  const { InsightArn } = Object(created.json);
  expect(await invoke({ InsightArn, ResultValues: ['ACTIVE'] })).toMatchObject({
    EventCount: 1,
    DeliveryCount: 1,
  });
  const [first] = await receiver.count(1);
  expect(first?.event.detail).toEqual({
    ...{ actionName: 'Ticket', actionDescription: 'opens "one"' },
    ...{ insightName: 'By state', insightArn: InsightArn, resultType: 'RecordState' },
    insightResults: [{ ACTIVE: 2 }],
  });
  const none = await hub.root.call('POST', '/_docket/action-targets/invoke', {
    ActionTargetArn: ARN,
    InsightArn,
    ResultValues: ['x'],
  });
  expectRefusal(
    none,
    400,
    'InvalidInputException',
    'The insight has none of the results that ResultValues names',
  );
  await must(hub.root, 'DELETE', `events/rules/${rule}`);
});

test('what leads nowhere is refused', async () => {
  const InsightArn = 'arn:aws:securityhub:::insight/securityhub/default/1';
  const wrong = async (body: object, message: string) =>
    expectRefusal(
      await hub.root.call('POST', '/_docket/action-targets/invoke', { ActionTargetArn: ARN, ...body }),
      400,
      'InvalidInputException',
      message,
    );
  const both = 'Give either FindingIdentifiers or InsightArn';
  const FindingIdentifiers = [identifier('one')];
  await wrong({}, both);
  await wrong({ FindingIdentifiers, InsightArn }, both);
  await wrong(
    { FindingIdentifiers, ResultValues: ['x'] },
    'ResultValues are those of an insight: give InsightArn as well',
  );
  await wrong({ FindingIdentifiers: ['one'] }, 'FindingIdentifiers[0] must be an object');
  await wrong(
    { FindingIdentifiers: [{ Id: 1, ProductArn: 'arn' }] },
    'FindingIdentifiers[0].Id must be text that is not empty',
  );
});

test('without a rule, the answer says that nobody took it', async () => {
  expect(await invoke({ FindingIdentifiers: [identifier('one')] })).toMatchObject({
    EventCount: 1,
    DeliveryCount: 0,
  });
});

test('an action that is not there, and who may not', async () => {
  const body = { ActionTargetArn: `${ARN}s`, FindingIdentifiers: [identifier('one')] };
  const missing = await hub.root.call('POST', '/_docket/action-targets/invoke', body);
  expect(missing.status, missing.text).toBe(404);
  const reader = await hub.user(ROOT, 'reader', ['AWSSecurityHubReadOnlyAccess']);
  const denied = await reader.call('POST', '/_docket/action-targets/invoke', {
    ...body,
    ActionTargetArn: ARN,
  });
  expectRefusal(
    denied,
    403,
    'AccessDeniedException',
    `User: arn:aws:iam::${ROOT}:user/reader is not authorized to perform: docket:InvokeActionTarget on resource: ${ARN} because no identity-based policy allows the docket:InvokeActionTarget action`,
  );
});
