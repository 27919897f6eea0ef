import { afterEach, beforeEach, expect, test } from 'vitest';
import { ListEnabledProductsForImport } from '../operations/ListEnabledProductsForImport.js';
import { refusal } from '../operations/testing.js';
import { openTestAdmin, ROOT, type TestAdmin } from './testing.js';

let admin: TestAdmin;
beforeEach(async () => {
  admin = await openTestAdmin();
});
afterEach(() => admin.close());

const NEW = { AccountId: '111122223333', Name: 'Payments' };

test('accounts are created once and listed', async () => {
  const account = { ...NEW, CreatedAt: '2026-03-04T05:06:07.890Z' };
  expect(await admin.call('POST /accounts', NEW)).toEqual({ status: 201, body: { Account: account } });
  expect(await admin.call('GET /accounts')).toEqual({
    status: 200,
    body: {
      Accounts: [account, { AccountId: ROOT, Name: 'root', CreatedAt: '2026-01-01T00:00:00.000Z' }],
    },
  });
  expect(await refusal(admin.call('POST /accounts', NEW))).toEqual({
    code: 'ResourceConflictException',
    status: 409,
    message: 'Account 111122223333 exists already',
  });
});

test('an account number is made if none is given', async () => {
  await admin.call('POST /accounts', { Name: 'a' });
  await admin.call('POST /accounts', { Name: 'b' });
  const ids = (await admin.control.listAccounts()).map(({ account }) => account);
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[0-9]{12}$/);
});

test.each([
  [undefined, 'The body must be a JSON object'],
  [[], 'The body must be a JSON object'],
  [{}, 'Name is required'],
  [{ Name: '' }, 'Name must be text of 1 to 128 characters on one line'],
  [{ Name: 'a\nb' }, 'Name must be text of 1 to 128 characters on one line'],
  [{ Name: 7 }, 'Name must be text of 1 to 128 characters on one line'],
  [{ Name: 'a', AccountId: '123' }, 'AccountId must be 12 digits'],
  [{ Name: 'a', AccountId: 123456789012 }, 'AccountId must be 12 digits'],
  [{ Name: 'a', AccountID: '123456789012' }, 'Unknown member "AccountID": expected AccountId, Name'],
  [JSON.parse('{"Name":"a","__proto__":{}}'), 'Unknown member "__proto__": expected AccountId, Name'],
])('%j: %s', async (body, message) => {
  expect(await refusal(admin.call('POST /accounts', body))).toEqual({
    code: 'InvalidInputException',
    status: 400,
    message,
  });
  expect(await admin.control.listAccounts()).toHaveLength(1);
});

test('a hub is enabled for an account as the account itself would', async () => {
  await admin.call('POST /accounts', NEW);
  expect(await admin.call('POST /accounts/111122223333/hubs', { Region: 'eu-west-1' })).toEqual({
    status: 201,
    body: {
      Hub: {
        HubArn: 'arn:aws:securityhub:eu-west-1:111122223333:hub/default',
        Region: 'eu-west-1',
        SubscribedAt: '2026-03-04T05:06:07.890Z',
      },
    },
  });
  const call = admin.hub.call({ account: '111122223333', region: 'eu-west-1' });
  const { ProductSubscriptions } = await ListEnabledProductsForImport({}, call);
  expect(ProductSubscriptions).toContain(
    'arn:aws:securityhub:eu-west-1:111122223333:product-subscription/aws/guardduty',
  );
  expect(
    await refusal(admin.call('POST /accounts/111122223333/hubs', { Region: 'eu-west-1' })),
  ).toMatchObject({
    code: 'ResourceConflictException',
  });
});

test('a hub needs an account and a Region', async () => {
  const enable = (path: string, Region: unknown) =>
    refusal(admin.call(`POST /accounts/${path}/hubs`, { Region }));
  expect(await enable('111122223333', 'eu-west-1')).toEqual({
    code: 'ResourceNotFoundException',
    status: 404,
    message: 'Account 111122223333 does not exist',
  });
  expect(await enable('me', 'eu-west-1')).toMatchObject({
    message: 'The account in the path must be 12 digits',
  });
  expect(await enable(ROOT, 'EU West')).toMatchObject({
    message: 'Region must be a Region such as us-east-1',
  });
});
