import {
  type AwsSecurityFinding,
  BatchDeleteAutomationRulesCommand,
  BatchImportFindingsCommand,
  BatchUpdateAutomationRulesCommand,
  BatchUpdateFindingsCommand,
  CreateAutomationRuleCommand,
  type CreateAutomationRuleCommandInput,
  GetFindingHistoryCommand,
  GetFindingsCommand,
  SecurityHubClient,
  type UpdateAutomationRulesRequestItem,
} from '@aws-sdk/client-securityhub';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../testing/client.js';
import { defaultProduct, finding, minute, type SentFinding } from '../testing/findings.js';
import { REGION, type RunningHub, startTestHub } from '../testing/hub.js';

type Rule = CreateAutomationRuleCommandInput;
type Update = NonNullable<NonNullable<Rule['Actions']>[number]['FindingFieldsUpdate']>;

let hub: RunningHub;
const sdks: SecurityHubClient[] = [];
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(async () => {
  for (const sdk of sdks) sdk.destroy();
  await hub.close();
});

/** An account as its SDK sees it. */
class Account {
  constructor(
    readonly id: string,
    readonly client: Client,
    readonly sdk: SecurityHubClient,
  ) {}

  static async create(id: string): Promise<Account> {
    const client = await hub.account(id);
    const { credentials } = client.options;
    if (credentials === undefined) throw new Error('an account has a key');
    const sdk = new SecurityHubClient({
      ...{ endpoint: hub.url, region: REGION, maxAttempts: 1 },
      credentials: { ...credentials },
    });
    sdks.push(sdk);
    return new Account(id, client, sdk);
  }

  /** Makes a rule; gives its ARN. */
  async rule(Criteria: Rule['Criteria'], update: Update, changes: Partial<Rule> = {}): Promise<string> {
    const { RuleArn = '' } = await this.sdk.send(
      new CreateAutomationRuleCommand({
        ...{ RuleName: 'rule', Description: 'of a test', RuleOrder: 1, Criteria },
        Actions: [{ Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: update }],
        ...changes,
      }),
    );
    return RuleArn;
  }

  async change(...items: UpdateAutomationRulesRequestItem[]): Promise<void> {
    const { UnprocessedAutomationRules } = await this.sdk.send(
      new BatchUpdateAutomationRulesCommand({ UpdateAutomationRulesRequestItems: items }),
    );
    expect(UnprocessedAutomationRules).toEqual([]);
  }

  sent(Id: string, changes: SentFinding = {}): SentFinding {
    return finding(Id, { AwsAccountId: this.id, ProductArn: defaultProduct(this.id), ...changes });
  }

  async send(...findings: SentFinding[]): Promise<void> {
    // As a provider has them: what is wrong with them is the hub's to say.
    const Findings = JSON.parse(JSON.stringify(findings));
    const { SuccessCount } = await this.sdk.send(new BatchImportFindingsCommand({ Findings }));
    expect(SuccessCount).toBe(findings.length);
  }

  /** Sends a finding and gives it as it is then. */
  async stored(Id: string, changes: SentFinding = {}): Promise<AwsSecurityFinding> {
    await this.send(this.sent(Id, changes));
    return this.get(Id);
  }

  async get(Id: string): Promise<AwsSecurityFinding> {
    const { Findings: [found] = [] } = await this.sdk.send(
      new GetFindingsCommand({ Filters: { Id: [{ Value: Id, Comparison: 'EQUALS' }] } }),
    );
    if (found === undefined) throw new Error(`no finding ${Id}`);
    return found;
  }

  async decide(Id: string, update: Update): Promise<void> {
    const FindingIdentifiers = [{ Id, ProductArn: defaultProduct(this.id) }];
    await this.sdk.send(new BatchUpdateFindingsCommand({ FindingIdentifiers, ...update }));
  }

  /** Oldest first: what by whom. */
  async history(Id: string, ProductArn = defaultProduct(this.id)) {
    const { Records = [] } = await this.sdk.send(
      new GetFindingHistoryCommand({ FindingIdentifier: { Id, ProductArn } }),
    );
    return Records.reverse().map(({ FindingCreated, UpdateSource, Updates = [] }) => ({
      created: FindingCreated,
      ...UpdateSource,
      updates: Object.fromEntries(
        Updates.map(({ UpdatedField = '', OldValue, NewValue }) => [UpdatedField, [OldValue, NewValue]]),
      ),
    }));
  }
}

/** Each test has an account of its own, with no rules. */
let alice: Account;
let accounts = 100_000_000_000;
beforeEach(async () => {
  alice = await Account.create(`${++accounts}`);
});

const is = (...values: string[]) => values.map((Value) => ({ Value, Comparison: 'EQUALS' as const }));
const begins = (Value: string) => [{ Value, Comparison: 'PREFIX' as const }];
const ANY = { RecordState: is('ACTIVE') };
const byRule = (arn: string, updates: object) => ({
  ...{ created: false, Type: 'BATCH_UPDATE_FINDINGS', Identity: arn, updates },
});
const byImport = (account: Account, updates: object, created = false) => ({
  ...{ created, Type: 'BATCH_IMPORT_FINDINGS', Identity: defaultProduct(account.id), updates },
});

describe('an import', () => {
  test('applies rules to what it creates and to what it updates, and tells so in the history', async () => {
    const arn = await alice.rule(
      { Title: begins('Open'), SeverityLabel: is('LOW') },
      { Severity: { Label: 'HIGH' }, Note: { Text: 'by rule', UpdatedBy: 'ops' } },
    );
    const before = Date.now();
    const created = await alice.stored('created', { Title: 'Open port' });
    expect(created).toMatchObject({
      Severity: { Label: 'HIGH', Normalized: 70 },
      FindingProviderFields: { Severity: { Label: 'LOW' } },
      Note: { Text: 'by rule', UpdatedBy: 'ops' },
      UpdatedAt: minute(0),
    });
    expect(Date.parse(created.Note?.UpdatedAt ?? '')).toBeGreaterThanOrEqual(before);
    const changed = {
      Severity: ['{"Label":"LOW","Normalized":1}', '{"Label":"HIGH","Normalized":70}'],
      Note: [undefined, JSON.stringify(created.Note)],
    };
    expect(await alice.history('created')).toEqual([byImport(alice, {}, true), byRule(arn, changed)]);

    expect(await alice.stored('updated', { Title: 'Nothing' })).not.toHaveProperty('Note');
    const updated = await alice.stored('updated', { Title: 'Open door', UpdatedAt: minute(1) });
    expect(updated).toMatchObject({ Severity: { Label: 'HIGH' }, UpdatedAt: minute(1) });
    expect(await alice.history('updated')).toEqual([
      byImport(alice, {}, true),
      byImport(alice, { Title: ['Nothing', 'Open door'] }),
      byRule(arn, { ...changed, Note: [undefined, JSON.stringify(updated.Note)] }),
    ]);
  });

  test('makes a finding that rules changed be found by what they made of it', async () => {
    await alice.rule(ANY, {
      ...{ Severity: { Label: 'CRITICAL' }, Workflow: { Status: 'NOTIFIED' }, Types: ['Effects/x'] },
      ...{ Confidence: 7, Criticality: 8, VerificationState: 'TRUE_POSITIVE' },
      ...{ UserDefinedFields: { team: 'blue' }, Note: { Text: 'n', UpdatedBy: 'u' } },
      RelatedFindings: [{ ProductArn: defaultProduct(), Id: 'cause' }],
    });
    await alice.stored('all');
    const found = async (Filters: object) =>
      (await alice.client.allFindings({ Filters })).map(({ Id }) => Id);
    for (const filters of [
      { SeverityLabel: is('CRITICAL') },
      { SeverityNormalized: [{ Eq: 90 }] },
      { WorkflowStatus: is('NOTIFIED') },
      { Type: begins('Effects') },
      { Confidence: [{ Eq: 7 }], Criticality: [{ Eq: 8 }] },
      { VerificationState: is('TRUE_POSITIVE') },
      { UserDefinedFields: [{ Key: 'team', Value: 'blue', Comparison: 'EQUALS' }] },
      { NoteUpdatedBy: is('u') },
      { RelatedFindingsId: is('cause') },
    ]) {
      expect(await found(filters), JSON.stringify(filters)).toEqual(['all']);
    }
    expect(await found({ SeverityLabel: is('LOW') })).toEqual([]);
  });

  test('that is ignored, because it is not newer, applies none', async () => {
    await alice.stored('same');
    await alice.rule(ANY, { Confidence: 1 });
    expect(await alice.stored('same')).not.toHaveProperty('Confidence');
    expect(await alice.history('same')).toHaveLength(1);
  });

  test('of the same again and again leaves one line of the rule', async () => {
    await alice.rule(ANY, { Severity: { Label: 'HIGH' }, Note: { Text: 'n', UpdatedBy: 'u' } });
    const { Note } = await alice.stored('again');
    for (const time of [1, 2, 3]) {
      expect((await alice.stored('again', { UpdatedAt: minute(time) })).Note).toEqual(Note);
    }
    expect(await alice.history('again')).toHaveLength(2);
  });

  test('of the same Id twice applies rules to each, in their order', async () => {
    const arn = await alice.rule(
      { Title: is('second'), WorkflowStatus: is('NEW') },
      { Workflow: { Status: 'RESOLVED' } },
    );
    const other = await alice.rule(
      { Title: is('third'), WorkflowStatus: is('NEW') },
      { UserDefinedFields: { reset: 'yes' } },
    );
    const version = (Title: string, time: number, Status: string) =>
      alice.sent('twice', { Title, UpdatedAt: minute(time), Compliance: { Status } });
    await alice.send(
      version('first', 0, 'FAILED'),
      version('second', 1, 'PASSED'),
      version('third', 2, 'FAILED'),
    );
    expect(await alice.history('twice')).toEqual([
      byImport(alice, {}, true),
      byImport(alice, {
        ...{ Title: ['first', 'second'], Compliance: ['{"Status":"FAILED"}', '{"Status":"PASSED"}'] },
      }),
      byRule(arn, { Workflow: ['{"Status":"NEW"}', '{"Status":"RESOLVED"}'] }),
      byImport(alice, {
        ...{ Title: ['second', 'third'], Compliance: ['{"Status":"PASSED"}', '{"Status":"FAILED"}'] },
        Workflow: ['{"Status":"RESOLVED"}', '{"Status":"NEW"}'],
      }),
      byRule(other, { UserDefinedFields: [undefined, '{"reset":"yes"}'] }),
    ]);
    expect(await alice.get('twice')).toMatchObject({ Title: 'third', Workflow: { Status: 'NEW' } });
  });
});

describe('what a rule sets', () => {
  test('is the customer’s: the provider’s next update leaves it, and says its own beside it', async () => {
    const arn = await alice.rule(
      { Title: is('first') },
      { Severity: { Label: 'CRITICAL' }, Types: ['Mine'] },
    );
    await alice.stored('shared', { Title: 'first' });
    await alice.sdk.send(new BatchDeleteAutomationRulesCommand({ AutomationRulesArns: [arn] }));
    const after = await alice.stored('shared', {
      ...{
        Title: 'second',
        UpdatedAt: minute(1),
        Severity: { Label: 'MEDIUM' },
        Types: ['Theirs'],
        Confidence: 5,
      },
    });
    expect(after).toMatchObject({
      ...{ Severity: { Label: 'CRITICAL', Normalized: 90 }, Types: ['Mine'], Confidence: 5 },
      FindingProviderFields: { Severity: { Label: 'MEDIUM' }, Types: ['Theirs'], Confidence: 5 },
    });
  });

  test('may be what is there: from then on it is the customer’s all the same', async () => {
    await alice.rule({ Title: is('first') }, { Severity: { Label: 'LOW' } });
    await alice.stored('kept', { Title: 'first' });
    expect(await alice.history('kept')).toHaveLength(1);
    const after = await alice.stored('kept', {
      ...{ Title: 'second', UpdatedAt: minute(1), Severity: { Label: 'HIGH' } },
    });
    expect(after).toMatchObject({
      Severity: { Label: 'LOW' },
      FindingProviderFields: { Severity: { Label: 'HIGH' } },
    });
  });

  test('is seen by the rules at the next update, where people’s decisions are seen, too', async () => {
    await alice.rule({ SeverityLabel: is('LOW') }, { Severity: { Label: 'HIGH' } });
    const arn = await alice.rule(
      { VerificationState: is('FALSE_POSITIVE') },
      { Workflow: { Status: 'SUPPRESSED' } },
    );
    await alice.stored('decided');
    await alice.decide('decided', { VerificationState: 'FALSE_POSITIVE' });
    expect((await alice.get('decided')).Workflow).toEqual({ Status: 'NEW' });
    const after = await alice.stored('decided', { UpdatedAt: minute(1) });
    expect(after).toMatchObject({ Severity: { Label: 'HIGH' }, Workflow: { Status: 'SUPPRESSED' } });
    const last = (await alice.history('decided')).at(-1);
    expect(last).toEqual(byRule(arn, { Workflow: ['{"Status":"NEW"}', '{"Status":"SUPPRESSED"}'] }));
  });
});

describe('a finding that is back', () => {
  test('is NEW again before rules see it', async () => {
    await alice.rule({ WorkflowStatus: is('RESOLVED') }, { UserDefinedFields: { seen: 'RESOLVED' } });
    const arn = await alice.rule(
      { WorkflowStatus: is('NEW'), ComplianceStatus: is('FAILED') },
      { Workflow: { Status: 'NOTIFIED' } },
      { RuleOrder: 2 },
    );
    await alice.stored('back', { Compliance: { Status: 'PASSED' } });
    await alice.decide('back', { Workflow: { Status: 'RESOLVED' } });
    const after = await alice.stored('back', { Compliance: { Status: 'FAILED' }, UpdatedAt: minute(1) });
    expect(after.Workflow).toEqual({ Status: 'NOTIFIED' });
    expect(after).not.toHaveProperty('UserDefinedFields');
    expect((await alice.history('back')).slice(-2)).toEqual([
      byImport(alice, {
        Compliance: ['{"Status":"PASSED"}', '{"Status":"FAILED"}'],
        Workflow: ['{"Status":"RESOLVED"}', '{"Status":"NEW"}'],
      }),
      byRule(arn, { Workflow: ['{"Status":"NEW"}', '{"Status":"NOTIFIED"}'] }),
    ]);
  });

  test('stays SUPPRESSED, whoever suppressed it', async () => {
    await alice.rule({ Title: is('noise') }, { Workflow: { Status: 'SUPPRESSED' } });
    await alice.rule({ WorkflowStatus: is('NEW') }, { Confidence: 1 }, { RuleOrder: 2 });
    await alice.stored('noise', { Title: 'noise', RecordState: 'ARCHIVED' });
    const after = await alice.stored('noise', { Title: 'other', UpdatedAt: minute(1) });
    expect(after).toMatchObject({ RecordState: 'ACTIVE', Workflow: { Status: 'SUPPRESSED' } });
    expect(after).not.toHaveProperty('Confidence');
  });
});

describe('which rules', () => {
  const mark = (owner: string): Update => ({ UserDefinedFields: { owner } });
  const ownerOf = async (account: Account, Id: string, changes: SentFinding = {}) =>
    (await account.stored(Id, changes)).UserDefinedFields?.owner;

  test('those that are enabled, as they are at the next import', async () => {
    const RuleArn = await alice.rule(ANY, mark('first'), { RuleStatus: 'DISABLED' });
    expect(await ownerOf(alice, 'a')).toBeUndefined();
    await alice.change({ RuleArn, RuleStatus: 'ENABLED' });
    expect(await ownerOf(alice, 'b')).toBe('first');
    await alice.change({ RuleArn, Criteria: { Title: is('other') } });
    expect(await ownerOf(alice, 'c')).toBeUndefined();
    expect(await ownerOf(alice, 'd', { Title: 'other' })).toBe('first');
    const Actions = [{ Type: 'FINDING_FIELDS_UPDATE' as const, FindingFieldsUpdate: mark('second') }];
    await alice.change({ RuleArn, Actions });
    expect(await ownerOf(alice, 'e', { Title: 'other' })).toBe('second');
    // Rules look at imports: what is stored already stays.
    expect((await alice.get('d')).UserDefinedFields).toEqual({ owner: 'first' });
    await alice.sdk.send(new BatchDeleteAutomationRulesCommand({ AutomationRulesArns: [RuleArn] }));
    expect(await ownerOf(alice, 'f', { Title: 'other' })).toBeUndefined();
  });

  test('lower numbers first, a terminal one last', async () => {
    const late = await alice.rule(ANY, mark('late'), { RuleOrder: 1000 });
    await alice.rule(ANY, mark('early'), { RuleOrder: 1 });
    expect(await ownerOf(alice, 'a')).toBe('late');
    const arn = await alice.rule({ Title: is('stop') }, mark('stop'), { RuleOrder: 999, IsTerminal: true });
    expect(await ownerOf(alice, 'b')).toBe('late');
    expect(await ownerOf(alice, 'c', { Title: 'stop' })).toBe('stop');
    expect((await alice.history('c')).map(({ Identity }) => Identity)).not.toContain(late);
    expect((await alice.history('c')).at(-1)?.Identity).toBe(arn);
  });

  test('of the same number, the one that was changed last comes last', async () => {
    const tick = () => new Promise((resolve) => setTimeout(resolve, 3));
    const first = await alice.rule(ANY, mark('first'), { RuleOrder: 7 });
    await tick();
    await alice.rule(ANY, mark('second'), { RuleOrder: 7 });
    expect(await ownerOf(alice, 'a')).toBe('second');
    await tick();
    await alice.change({ RuleArn: first, Description: 'changed' });
    expect(await ownerOf(alice, 'b')).toBe('first');
  });

  test('of their own account only, whoever sends the finding', async () => {
    const [bob, partner] = [await Account.create(`${++accounts}`), await Account.create(`${++accounts}`)];
    const scanner = `arn:aws:securityhub:${REGION}:${partner.id}:product/acme/scanner`;
    await hub.admin('POST', '/products', {
      ...{ Company: 'acme', Product: 'scanner', OwnerAccountId: partner.id, AllowedAccounts: [partner.id] },
      ...{ CompanyName: 'Acme', ProductName: 'Scanner' },
    });
    for (const { client } of [alice, bob]) {
      await client.call('POST', '/productSubscriptions', { ProductArn: scanner });
    }
    const arn = await alice.rule(ANY, mark('alice'));
    await partner.rule(ANY, mark('partner'));
    const to = ({ id }: Account, Id: string) => finding(Id, { AwsAccountId: id, ProductArn: scanner });
    await partner.send(to(alice, 'to alice'), to(bob, 'to bob'), to(alice, 'to alice too'));
    for (const id of ['to alice', 'to alice too']) {
      expect((await alice.get(id)).UserDefinedFields).toEqual({ owner: 'alice' });
      expect((await alice.history(id, scanner)).map(({ Identity }) => Identity)).toEqual([scanner, arn]);
    }
    expect(await bob.get('to bob')).not.toHaveProperty('UserDefinedFields');
    expect(await ownerOf(partner, 'own')).toBe('partner');
    expect(await ownerOf(bob, 'own')).toBeUndefined();
  });
});

test('relative dates count from the import', async () => {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const within = (Value: number) => [{ DateRange: { Value, Unit: 'DAYS' as const } }];
  await alice.rule({ UpdatedAt: within(2), Title: begins('A') }, { UserDefinedFields: { age: 'young' } });
  await alice.rule({ CreatedAt: within(2) }, { Confidence: 1 });
  const young = await alice.stored('young', { UpdatedAt: ago(1) });
  expect(young).toMatchObject({ UserDefinedFields: { age: 'young' } });
  expect(young).not.toHaveProperty('Confidence');
  const old = await alice.stored('old', { UpdatedAt: ago(3), CreatedAt: ago(1) });
  expect(old).not.toHaveProperty('UserDefinedFields');
  expect(old).toMatchObject({ Confidence: 1 });
});

test('imports and people at once, with rules in between: nothing is lost', async () => {
  await alice.rule(ANY, { Severity: { Label: 'CRITICAL' } });
  const ids = Array.from({ length: 10 }, (_, n) => `race-${n}`);
  const send = (time: number) =>
    alice.send(...ids.map((id) => alice.sent(id, { Title: `Version ${time}`, UpdatedAt: minute(time) })));
  await send(0);
  const versions = Array.from({ length: 12 }, (_, n) => n + 1);
  await Promise.all([
    ...versions.map(send),
    ...ids.map((id) => alice.decide(id, { UserDefinedFields: { by: 'people' } })),
  ]);
  for (const id of ids) {
    expect(await alice.get(id)).toMatchObject({
      ...{ Title: 'Version 12', Severity: { Label: 'CRITICAL' }, UserDefinedFields: { by: 'people' } },
    });
    const lines = await alice.history(id);
    expect(lines.filter(({ updates }) => 'Severity' in updates)).toHaveLength(1);
    expect(lines.filter(({ updates }) => 'UserDefinedFields' in updates)).toHaveLength(1);
  }
});
