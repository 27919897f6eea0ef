import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoredFinding } from '../../testing/client.js';
import { byId, defaultProduct, finding, findingOfSize, identifier, minute } from '../../testing/findings.js';
import { REGION, type RunningHub, startTestHub } from '../../testing/hub.js';
import { expectSuccess, imported } from '../../testing/refusal.js';

let hub: RunningHub;
beforeEach(async () => {
  hub = await startTestHub();
});
afterEach(() => hub.close());

const is = (Value: string) => [{ Value, Comparison: 'EQUALS' }];
const LOW = { SeverityLabel: is('LOW') };

async function rule(update: object, changes: object = {}, client = hub.root): Promise<string> {
  const answer = await client.call('POST', '/automationrules/create', {
    ...{ RuleName: 'Rule', Description: 'a rule', RuleOrder: 1, Criteria: LOW },
    Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: update }],
    ...changes,
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return Object(answer.json).RuleArn;
}

async function only(id: string, client = hub.root): Promise<StoredFinding> {
  const [stored] = await client.allFindings(byId(id));
  if (stored === undefined) throw new Error(`no finding ${id}`);
  return stored;
}

/** Who changed a finding, newest first, and what. */
async function history(id: string): Promise<[source: string, by: string, fields: string[]][]> {
  const answer = await hub.root.call('POST', '/findingHistory/get', { FindingIdentifier: identifier(id) });
  return Object(answer.json).Records.map(
    (record: { UpdateSource: { Type: string; Identity: string }; Updates: { UpdatedField: string }[] }) => [
      record.UpdateSource.Type,
      record.UpdateSource.Identity,
      record.Updates.map(({ UpdatedField }) => UpdatedField),
    ],
  );
}

const BY_IMPORT = ['BATCH_IMPORT_FINDINGS', defaultProduct()] as const;

test('a new finding and an updated one are changed on the customer’s side, and history says by which rule', async () => {
  const arn = await rule(
    { Workflow: { Status: 'SUPPRESSED' }, Confidence: 9 },
    { Criteria: { Title: is('Match') } },
  );
  await hub.root.importFindings([finding('new', { Title: 'Match' }), finding('old')]);
  const stored = await only('new');
  expect(stored).toMatchObject({ Workflow: { Status: 'SUPPRESSED' }, Confidence: 9 });
  expect(stored.FindingProviderFields).not.toHaveProperty('Confidence');
  expect(stored.UpdatedAt).toBe(minute(0));
  expect(await only('old')).toMatchObject({ Workflow: { Status: 'NEW' } });
  const lines = await history('new');
  expect(lines.map(([source, by]) => [source, by])).toEqual([['BATCH_UPDATE_FINDINGS', arn], [...BY_IMPORT]]);
  expect(lines[0]?.[2].sort()).toEqual(['Confidence', 'Workflow']);

  await hub.root.importFindings([finding('old', { Title: 'Match', UpdatedAt: minute(1) })]);
  expect(await only('old')).toMatchObject({ Workflow: { Status: 'SUPPRESSED' }, Confidence: 9 });
});

test('what a rule set, the provider’s next import does not take back', async () => {
  await rule({ Severity: { Label: 'CRITICAL' } });
  await hub.root.importFindings([finding('kept')]);
  await hub.root.importFindings([
    finding('kept', { UpdatedAt: minute(1), Severity: { Label: 'MEDIUM' }, Title: 'Changed' }),
  ]);
  expect(await only('kept')).toMatchObject({
    Title: 'Changed',
    Severity: { Label: 'CRITICAL' },
    FindingProviderFields: { Severity: { Label: 'MEDIUM' } },
  });
});

test('a rule that matches again and changes nothing leaves no line, not even for the time of its note', async () => {
  await rule({ Note: { Text: 'by rule', UpdatedBy: 'rules' }, UserDefinedFields: { team: 'x' } });
  await hub.root.importFindings([finding('again')]);
  const first = (await only('again')).Note;
  const lines = await history('again');
  for (const n of [1, 2]) await hub.root.importFindings([finding('again', { UpdatedAt: minute(n) })]);
  expect((await only('again')).Note).toEqual(first);
  expect(await history('again')).toEqual(lines);
});

test('an ignored import asks no rule', async () => {
  await hub.root.importFindings([finding('ignored')]);
  await rule({ Confidence: 1 });
  expectSuccess(await hub.root.importFindings([finding('ignored')]), imported(1));
  expect(await only('ignored')).not.toHaveProperty('Confidence');
});

describe('several rules', () => {
  test('apply by RuleOrder, each to what those before it have made of the finding', async () => {
    await rule({ Confidence: 2 }, { RuleOrder: 20, Criteria: { SeverityLabel: is('HIGH') } });
    await rule({ Severity: { Label: 'HIGH' }, Confidence: 1 }, { RuleOrder: 10 });
    await hub.root.importFindings([finding('order')]);
    expect(await only('order')).toMatchObject({ Severity: { Label: 'HIGH' }, Confidence: 2 });
  });

  test('of one RuleOrder: the one that was updated last applies last', async () => {
    const first = await rule({ Confidence: 1 });
    await rule({ Confidence: 2 });
    await hub.root.importFindings([finding('tie-1')]);
    expect(await only('tie-1')).toMatchObject({ Confidence: 2 });
    await hub.root.call('PATCH', '/automationrules/update', {
      UpdateAutomationRulesRequestItems: [{ RuleArn: first, RuleName: 'Renamed' }],
    });
    await hub.root.importFindings([finding('tie-2')]);
    expect(await only('tie-2')).toMatchObject({ Confidence: 1 });
  });

  test('end with a terminal one that matches, also if it changes nothing', async () => {
    const terminal = { IsTerminal: true, RuleOrder: 1 };
    await rule({ Confidence: 1 }, { ...terminal, Criteria: { Title: is('Stop') } });
    await rule({ Criticality: 5 }, { RuleOrder: 2 });
    await hub.root.importFindings([finding('stop', { Title: 'Stop', Confidence: 1 }), finding('go')]);
    expect(await only('stop')).not.toHaveProperty('Criticality');
    expect(await only('go')).toMatchObject({ Criticality: 5 });
  });

  test('that are disabled or deleted do not apply, from the next import on', async () => {
    const disabled = await rule({ Confidence: 1 }, { RuleStatus: 'DISABLED' });
    const deleted = await rule({ Criticality: 1 });
    await hub.root.importFindings([finding('one')]);
    expect(await only('one')).toMatchObject({ Criticality: 1 });
    expect(await only('one')).not.toHaveProperty('Confidence');
    await hub.root.call('PATCH', '/automationrules/update', {
      UpdateAutomationRulesRequestItems: [{ RuleArn: disabled, RuleStatus: 'ENABLED' }],
    });
    await hub.root.call('POST', '/automationrules/delete', { AutomationRulesArns: [deleted] });
    await hub.root.importFindings([finding('two')]);
    expect(await only('two')).toMatchObject({ Confidence: 1 });
    expect(await only('two')).not.toHaveProperty('Criticality');
  });
});

test('the same Id twice in a batch: rules look at either entry', async () => {
  await rule({ UserDefinedFields: { seen: 'low' } });
  const second = finding('twice', { UpdatedAt: minute(1), Severity: { Label: 'HIGH' } });
  expectSuccess(await hub.root.importFindings([finding('twice'), second]), imported(2));
  expect(await only('twice')).toMatchObject({
    Severity: { Label: 'HIGH' },
    UserDefinedFields: { seen: 'low' },
  });
});

test('relative dates count from the import', async () => {
  const within = (Value: number) => ({ CreatedAt: [{ DateRange: { Value, Unit: 'DAYS' } }] });
  await rule({ Confidence: 1 }, { Criteria: within(2) });
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  await hub.root.importFindings([
    finding('young', { CreatedAt: daysAgo(1) }),
    finding('aged', { CreatedAt: daysAgo(3) }),
  ]);
  expect(await only('young')).toMatchObject({ Confidence: 1 });
  expect(await only('aged')).not.toHaveProperty('Confidence');
});

test('a finding that a rule’s change would take over 240 KB is imported without it', async () => {
  await rule({ UserDefinedFields: { text: 'x'.repeat(1024) } });
  await rule({ Confidence: 3 }, { RuleOrder: 2 });
  expectSuccess(
    await hub.root.importFindings([findingOfSize('full', 245_000), finding('roomy')]),
    imported(2),
  );
  expect(await only('full')).not.toHaveProperty('UserDefinedFields');
  expect(await only('full')).toMatchObject({ Confidence: 3 });
  expect(await only('roomy')).toHaveProperty('UserDefinedFields');
});

test('findings that a partner sends for a customer meet the customer’s rules', async () => {
  const [partner, customer] = ['444455556666', '210987654321'];
  const [sender, owner] = [await hub.account(partner), await hub.account(customer)];
  await hub.admin('POST', '/products', {
    ...{ Company: 'acme', Product: 'scanner', OwnerAccountId: partner, AllowedAccounts: [partner] },
    ...{ CompanyName: 'Acme', ProductName: 'Scanner' },
  });
  await hub.admin('PUT', `/accounts/${customer}/hubs/${REGION}/subscriptions/acme/scanner`);
  await rule({ Confidence: 1 }, {}, sender);
  await rule({ Confidence: 2 }, {}, owner);
  const ProductArn = `arn:aws:securityhub:${REGION}:${partner}:product/acme/scanner`;
  const sent = finding('sent', { ProductArn, AwsAccountId: customer });
  expectSuccess(await sender.importFindings([sent]), imported(1));
  expect(await only('sent', owner)).toMatchObject({ Confidence: 2 });
});
