import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../testing/client.js';
import { defaultProduct, finding, minute } from '../testing/findings.js';
import { REGION, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal } from '../testing/refusal.js';

const PATH = '/_docket/products/health';
const ALICE = '111122223333';
const BOB = '222233334444';
const PARTNER = '444455556666';
const SCANNER = `arn:aws:securityhub:${REGION}:${PARTNER}:product/acme/scanner`;
const PROWLER = `arn:aws:securityhub:${REGION}::product/prowler/prowler`;
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

let hub: RunningHub;
let alice: Client;
let bob: Client;
let partner: Client;
beforeAll(async () => {
  hub = await startTestHub();
  alice = await hub.account(ALICE);
  bob = await hub.account(BOB);
  partner = await hub.account(PARTNER, { hub: false });
  await hub.admin('POST', '/products', {
    ...{ Company: 'acme', Product: 'scanner', OwnerAccountId: PARTNER, AllowedAccounts: [PARTNER] },
    ...{ CompanyName: 'Acme', ProductName: 'Scanner' },
  });
  for (const client of [alice, bob]) {
    await client.call('POST', '/productSubscriptions', { ProductArn: SCANNER });
  }
});
afterAll(() => hub.close());

const of = (account: string, ProductArn: string, Id: string, changes = {}) =>
  finding(Id, { AwsAccountId: account, ProductArn, ...changes });

type Row = Record<string, unknown>;

async function healthOf(client: Client): Promise<Row[]> {
  const { status, json, text } = await client.call('GET', PATH);
  expect(status, text).toBe(200);
  return Object(json).Products;
}
const rowOf = async (client: Client, arn: string | null) =>
  (await healthOf(client)).find(({ ProductArn }) => ProductArn === arn);

test('a product that is enabled and never sent anything is there, with nothing', async () => {
  expect(await rowOf(bob, SCANNER)).toEqual({
    ...{ ProductArn: SCANNER, Company: 'acme', Product: 'scanner' },
    ...{ CompanyName: 'Acme', ProductName: 'Scanner', Enabled: true },
    ...{ Accepted: 0, Created: 0, Updated: 0, Ignored: 0, Refused: 0 },
    ...{ FirstAttempt: null, LastAttempt: null, FirstImport: null, LastImport: null, Errors: [] },
  });
  expect(await rowOf(bob, defaultProduct(BOB))).toMatchObject({
    ...{ Company: BOB, Product: 'default', CompanyName: 'Personal', ProductName: 'Default' },
    ...{ Enabled: true, LastImport: null },
  });
  const names = (await healthOf(bob)).map(({ Company, Product }) => `${Company}/${Product}`);
  expect(names).toEqual([...names].sort());
  expect(names).not.toContain('prowler/prowler');
  expect(names).toContain('aws/guardduty');
});

test('created, updated, ignored and refused are counted, by product', async () => {
  const own = defaultProduct(ALICE);
  await alice.importFindings([of(ALICE, own, 'a'), of(ALICE, own, 'b'), of(ALICE, SCANNER, 'c')]);
  await alice.importFindings([
    of(ALICE, own, 'a', { UpdatedAt: minute(1), Title: 'newer' }),
    of(ALICE, own, 'b'),
    of(ALICE, own, 'twice'),
    of(ALICE, own, 'twice', { UpdatedAt: minute(1) }),
    of(ALICE, own, 'wrong', { Title: '', Description: undefined }),
    of(ALICE, own, 'wrong too', { Title: '' }),
    { ...of(ALICE, own, 'no account'), AwsAccountId: 7 },
  ]);
  expect(await rowOf(alice, own)).toEqual({
    ...{
      ProductArn: own,
      Company: ALICE,
      Product: 'default',
      CompanyName: 'Personal',
      ProductName: 'Default',
    },
    ...{ Enabled: true, Accepted: 5, Created: 3, Updated: 2, Ignored: 1, Refused: 3 },
    ...{ FirstAttempt: TIME, LastAttempt: TIME, FirstImport: TIME, LastImport: TIME },
    Errors: [
      {
        ...{ Error: 'data.Title should NOT be shorter than 1 characters', Code: 'InvalidInput', Count: 2 },
        LastSeen: TIME,
        Example: { FindingId: 'wrong too', Message: 'data.Title should NOT be shorter than 1 characters' },
      },
      expect.objectContaining({ Error: "data should have required property 'Description'", Count: 1 }),
      expect.objectContaining({ Error: 'data.AwsAccountId should be string', Count: 1 }),
    ],
  });
  expect(await rowOf(alice, SCANNER)).toMatchObject({ Created: 1, Accepted: 1, Refused: 0, Errors: [] });
});

test('a product whose every send was refused at the door is there, enabled or not', async () => {
  for (const id of ['p1', 'p2']) {
    const answer = await alice.importFindings([of(ALICE, PROWLER, id), of(ALICE, PROWLER, `${id}'`)]);
    expect(answer.status).toBe(403);
  }
  const message = `User: arn:aws:iam::${ALICE}:root is not authorized to perform: securityhub:BatchImportFindings on resource: ${PROWLER}`;
  expect(await rowOf(alice, PROWLER)).toMatchObject({
    ...{ ProductName: 'Prowler', Enabled: false, Accepted: 0, Refused: 4 },
    ...{ FirstAttempt: TIME, FirstImport: null, LastImport: null },
    Errors: [
      {
        ...{ Code: 'AccessDeniedException', Count: 4, Example: { FindingId: "p2'", Message: message } },
        Error: 'User: … is not authorized to perform: securityhub:BatchImportFindings on resource: …',
      },
    ],
  });
});

test('what is refused at the door is in the metrics, too', async () => {
  const { text } = await hub.root.call('GET', '/_docket/metrics');
  expect(text).toContain('docket_findings_refused_total{reason="AccessDeniedException"} 4');
  expect(text).toContain('docket_findings_refused_total{reason="minLength"} 2');
});

test('findings that name no product, or none that there is, are together in one row', async () => {
  await alice.importFindings([of(ALICE, 'nonsense', 'n1')]);
  await alice.importFindings([finding('n2', { ProductArn: undefined })]);
  await alice.importFindings([of(ALICE, `arn:aws:securityhub:${REGION}::product/who/knows`, 'n3')]);
  const row = await rowOf(alice, null);
  expect(row).toMatchObject({ Company: null, Product: null, Enabled: false, Accepted: 0, Refused: 3 });
  expect(JSON.stringify(row?.Errors)).toContain('productArn: \\"nonsense\\"');
});

test('findings that a partner sends count for their owner; those it may not send, for itself', async () => {
  const before = await rowOf(bob, SCANNER);
  await partner.importFindings([of(BOB, SCANNER, 'good'), of(BOB, SCANNER, 'bad', { Title: '' })]);
  expect(await rowOf(bob, SCANNER)).toMatchObject({ Created: 1, Refused: 1 });
  expect(before).toMatchObject({ Created: 0, Refused: 0 });
  // Not Bob's to suffer: anybody could say so.
  await alice.importFindings([of(BOB, SCANNER, 'forged')]);
  expect(await rowOf(bob, SCANNER)).toMatchObject({ Created: 1, Refused: 1 });
  expect(await rowOf(alice, SCANNER)).toMatchObject({ Refused: 1 });
});

test('what is counted is there after a restart', async () => {
  const { folder } = hub;
  const before = await healthOf(alice);
  await hub.hub.close();
  const again = await startTestHub({ dataFolder: folder });
  try {
    const { credentials } = alice.options;
    if (credentials === undefined) throw new Error('Alice signs');
    expect(await healthOf(again.client(credentials))).toEqual(before);
  } finally {
    await again.close();
    hub = await startTestHub();
  }
});

test('is for those whom the account allows it', async () => {
  const policy = (Action: string) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });
  const account = await hub.account(ALICE);
  const watcher = await hub.user(ALICE, 'watcher', [policy('docket:GetProductHealth')]);
  const importer = await hub.user(ALICE, 'importer', [policy('securityhub:*')]);
  expect(await healthOf(watcher)).toEqual(await healthOf(account));
  expectRefusal(
    await importer.call('GET', PATH),
    403,
    'AccessDeniedException',
    `User: arn:aws:iam::${ALICE}:user/importer is not authorized to perform: docket:GetProductHealth on resource: ` +
      `arn:aws:securityhub:${REGION}:${ALICE}:hub/default because no identity-based policy allows the docket:GetProductHealth action`,
  );
  expectRefusal(
    await account.call('GET', PATH, undefined, { region: 'us-east-1' }),
    401,
    'InvalidAccessException',
    `Account ${ALICE} is not subscribed to AWS Security Hub`,
  );
  expect((await hub.client().call('GET', PATH)).status).toBe(403);
  expect((await account.call('POST', PATH)).status).toBe(404);
});
