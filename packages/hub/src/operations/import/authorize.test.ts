import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../testing/client.js';
import { byId, defaultProduct, finding } from '../../testing/findings.js';
import { REGION, ROOT, type RunningHub, startTestHub } from '../../testing/hub.js';
import { expectRefusal, expectSuccess, imported } from '../../testing/refusal.js';

const ALICE = '111122223333';
const BOB = '444455556666';
/** Has no hub. */
const CAROL = '777788889999';
const PARTNER = '222233334444';
const SCANNER = `arn:aws:securityhub:${REGION}:${PARTNER}:product/acme/scanner`;
const PROWLER = `arn:aws:securityhub:${REGION}::product/prowler/prowler`;

let hub: RunningHub;
let alice: Client;
let bob: Client;
let partner: Client;
beforeAll(async () => {
  hub = await startTestHub();
  alice = await hub.account(ALICE);
  bob = await hub.account(BOB);
  await hub.account(CAROL, { hub: false });
  // A partner needs no hub of its own to send.
  partner = await hub.account(PARTNER, { hub: false });
  await hub.admin('POST', '/products', {
    Company: 'acme',
    Product: 'scanner',
    OwnerAccountId: PARTNER,
    CompanyName: 'Acme',
    ProductName: 'Scanner',
    AllowedAccounts: [PARTNER],
  });
  for (const client of [alice, bob]) {
    const answer = await client.call('POST', '/productSubscriptions', { ProductArn: SCANNER });
    expect(answer.status, answer.text).toBe(200);
  }
});
afterAll(() => hub.close());

const of = (account: string, ProductArn: string, Id: string) =>
  finding(Id, { AwsAccountId: account, ProductArn });
const denied = (account: string, arn: string): string =>
  `User: arn:aws:iam::${account}:root is not authorized to perform: securityhub:BatchImportFindings on resource: ${arn}`;

/** Refused as a whole: nothing of the batch is anywhere. */
async function expectDenied(
  client: Client,
  sender: string,
  batch: Record<string, unknown>[],
  arn: string,
): Promise<void> {
  expectRefusal(await client.importFindings(batch), 403, 'AccessDeniedException', denied(sender, arn));
  const ids = batch.map(({ Id }) => Id);
  expect(await hub.rows(`SELECT 1 FROM facets WHERE id IN (${ids.map(() => '?')})`, ...ids)).toEqual([]);
}

describe('the default product', () => {
  test('is for findings of the account itself', async () => {
    expectSuccess(await alice.importFindings([of(ALICE, defaultProduct(ALICE), 'own')]), imported(1));
    const [stored] = await alice.allFindings(byId('own'));
    expect(stored).toMatchObject({ ProductName: 'Default', CompanyName: 'Personal', Region: REGION });
  });

  test.each([
    ['of another account', ALICE, defaultProduct(BOB)],
    ['of this account, for findings of another', BOB, defaultProduct(ALICE)],
    ['of another account, for its own findings', BOB, defaultProduct(BOB)],
    ['in another Region', ALICE, defaultProduct(ALICE, 'us-east-1')],
    ['in another partition', ALICE, defaultProduct(ALICE).replace('arn:aws:', 'arn:aws-cn:')],
  ])('%s is refused', async (what, account, arn) => {
    const good = of(ALICE, defaultProduct(ALICE), `good beside ${what}`);
    await expectDenied(alice, ALICE, [good, of(account, arn, `default ${what}`)], arn);
  });
});

describe("a catalogue's product", () => {
  test('must be enabled, and no longer once it is disabled', async () => {
    await expectDenied(alice, ALICE, [of(ALICE, PROWLER, 'before')], PROWLER);
    const enabled = await alice.call('POST', '/productSubscriptions', { ProductArn: PROWLER });
    expectSuccess(await alice.importFindings([of(ALICE, PROWLER, 'between')]), imported(1));
    const [stored] = await alice.allFindings(byId('between'));
    expect(stored).toMatchObject({
      ProductName: 'Prowler',
      ProductFields: {
        'aws/securityhub/ProductName': 'Prowler',
        'aws/securityhub/FindingId': `${PROWLER}/between`,
      },
    });
    // Enabled by one account says nothing of another.
    await expectDenied(bob, BOB, [of(BOB, PROWLER, 'of bob')], PROWLER);
    const { ProductSubscriptionArn } = Object(enabled.json);
    await alice.call('DELETE', `/productSubscriptions/${encodeURIComponent(ProductSubscriptionArn)}`);
    await expectDenied(alice, ALICE, [of(ALICE, PROWLER, 'after')], PROWLER);
  });

  test.each([
    ['with an account in its ARN', `arn:aws:securityhub:${REGION}:${ALICE}:product/prowler/prowler`],
    ['of another Region', 'arn:aws:securityhub:us-east-1::product/prowler/prowler'],
    ['that nobody knows', `arn:aws:securityhub:${REGION}::product/nobody/nothing`],
  ])('%s is refused', async (what, arn) => {
    await expectDenied(alice, ALICE, [of(ALICE, arn, `catalogue ${what}`)], arn);
  });

  test('names itself, whatever the finding says', async () => {
    const sent = { ...of(ALICE, SCANNER, 'names'), ProductName: 'Mine', CompanyName: 'Me', Region: 'mars' };
    expectSuccess(await alice.importFindings([sent]), imported(1));
    const [stored] = await alice.allFindings(byId('names'));
    expect(stored).toMatchObject({ ProductName: 'Scanner', CompanyName: 'Acme', Region: REGION });
    expectSuccess(
      await alice.importFindings([{ ...sent, Id: 'own names', ProductArn: defaultProduct(ALICE) }]),
      imported(1),
    );
    expect(await alice.allFindings(byId('own names'))).toMatchObject([
      { ProductName: 'Mine', CompanyName: 'Me' },
    ]);
  });
});

describe('a partner with an allow-list', () => {
  test('sends findings of several customers in one batch, and each sees its own', async () => {
    const batch = [
      of(ALICE, SCANNER, 'to alice'),
      of(BOB, SCANNER, 'to bob'),
      of(ALICE, SCANNER, 'to alice too'),
    ];
    expectSuccess(await partner.importFindings(batch), imported(3));
    const seen = async (client: Client) =>
      (await client.allFindings(byId('to ', 'PREFIX'))).map(({ Id }) => Id).sort();
    expect([await seen(alice), await seen(bob)]).toEqual([['to alice', 'to alice too'], ['to bob']]);
  });

  test('is refused as a whole for one customer without a hub, or without the product', async () => {
    await expectDenied(partner, PARTNER, [of(ALICE, SCANNER, 'a1'), of(CAROL, SCANNER, 'c1')], SCANNER);
    await expectDenied(partner, PARTNER, [of(ALICE, SCANNER, 'a2'), of(ROOT, SCANNER, 'r2')], SCANNER);
    await expectDenied(
      partner,
      PARTNER,
      [of(ALICE, SCANNER, 'a3'), of('000000000000', SCANNER, 'n3')],
      SCANNER,
    );
  });

  test('has to be on the list', async () => {
    await expectDenied(bob, BOB, [of(BOB, SCANNER, 'b4'), of(ALICE, SCANNER, 'a4')], SCANNER);
    // Its own findings it may send like anybody who enabled the product.
    expectSuccess(await bob.importFindings([of(BOB, SCANNER, 'b5')]), imported(1));
  });

  test('and nobody else, may send for its customers with other products', async () => {
    const arn = defaultProduct(ALICE);
    await expectDenied(partner, PARTNER, [of(ALICE, arn, 'a6')], arn);
  });

  test('still fails one by one what breaks the format', async () => {
    const bad = { ...of(BOB, SCANNER, 'bad of bob'), Title: '' };
    const answer = await partner.importFindings([of(ALICE, SCANNER, 'good of alice'), bad]);
    expect(answer).toMatchObject({
      status: 200,
      json: { FailedCount: 1, SuccessCount: 1, FailedFindings: [{ Id: 'bad of bob' }] },
    });
  });
});
