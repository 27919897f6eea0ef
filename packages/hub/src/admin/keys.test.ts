import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusal } from '../operations/testing.js';
import { openTestAdmin, ROOT, type TestAdmin } from './testing.js';

const KEYS = '/accounts/111122223333/keys';
const GIVEN = { AccessKeyId: 'AKIAGIVEN00000000000', SecretAccessKey: 'a-given-secret-of-some-length' };

let admin: TestAdmin;
beforeEach(async () => {
  admin = await openTestAdmin();
  await admin.call('POST /accounts', { AccountId: '111122223333', Name: 'Payments' });
  await admin.call('POST /accounts/111122223333/users', { UserName: 'scanner' });
});
afterEach(() => admin.close());

const create = (body?: unknown) => admin.call(`POST ${KEYS}`, body);

test('a key is made; its secret is shown once and stored sealed', async () => {
  const before = admin.changes();
  const { status, body } = await create({ UserName: 'scanner' });
  expect(status).toBe(201);
  expect(body).toEqual({
    AccessKey: {
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
      UserName: 'scanner',
      Status: 'Active',
      CreatedAt: '2026-03-04T05:06:07.890Z',
    },
  });
  expect(admin.changes()).toBe(before + 1);
  const [row] = await admin.control.listAccessKeys('111122223333');
  expect(row).toMatchObject({ principal: 'scanner', active: true, sessionToken: null });
  expect(row?.secret).toBe(`sealed(${row?.accessKeyId},40)`);
  const list = await admin.call(`GET ${KEYS}`);
  expect(list).toEqual({
    status: 200,
    body: {
      AccessKeys: [
        {
          AccessKeyId: row?.accessKeyId,
          UserName: 'scanner',
          Status: 'Active',
          CreatedAt: '2026-03-04T05:06:07.890Z',
        },
      ],
    },
  });
});

test('without a user, it is a key of the account’s root', async () => {
  expect(await create()).toMatchObject({ body: { AccessKey: { UserName: 'root' } } });
});

test('a key may be brought along, once', async () => {
  expect(await create(GIVEN)).toMatchObject({ body: { AccessKey: GIVEN } });
  expect(await refusal(create(GIVEN))).toEqual({
    code: 'ResourceConflictException',
    status: 409,
    message: 'Access key AKIAGIVEN00000000000 exists already',
  });
  expect(await admin.control.getAccessKey(GIVEN.AccessKeyId)).toMatchObject({
    secret: `sealed(${GIVEN.AccessKeyId},${GIVEN.SecretAccessKey.length})`,
  });
});

test('keys are switched off and on, and deleted', async () => {
  await create(GIVEN);
  const path = `${KEYS}/${GIVEN.AccessKeyId}`;
  expect(await admin.call(`PUT ${path}`, { Status: 'Inactive' })).toMatchObject({
    status: 200,
    body: { AccessKey: { Status: 'Inactive' } },
  });
  expect(await admin.control.getAccessKey(GIVEN.AccessKeyId)).toMatchObject({ active: false });
  await admin.call(`PUT ${path}`, { Status: 'Active' });
  expect(await admin.control.getAccessKey(GIVEN.AccessKeyId)).toMatchObject({ active: true });
  expect(await admin.call(`DELETE ${path}`)).toEqual({ status: 200, body: {} });
  expect(await admin.control.getAccessKey(GIVEN.AccessKeyId)).toBeUndefined();
  expect(admin.changes()).toBe(5);
});

test('a key is found under its own account only', async () => {
  await create(GIVEN);
  const elsewhere = `/accounts/${ROOT}/keys/${GIVEN.AccessKeyId}`;
  for (const line of [`DELETE ${elsewhere}`, `PUT ${elsewhere}`, `DELETE ${KEYS}/AKIANOBODY0000000000`]) {
    expect(await refusal(admin.call(line, { Status: 'Inactive' }))).toMatchObject({
      code: 'ResourceNotFoundException',
    });
  }
  expect(await admin.control.getAccessKey(GIVEN.AccessKeyId)).toMatchObject({ active: true });
});

test('nobody takes away the key that they sign with', async () => {
  const AccessKeyId = 'AKIACALLER0000000';
  await admin.call(`POST /accounts/${ROOT}/keys`, { ...GIVEN, AccessKeyId });
  const path = `/accounts/${ROOT}/keys/${AccessKeyId}`;
  for (const call of [admin.call(`DELETE ${path}`), admin.call(`PUT ${path}`, { Status: 'Inactive' })]) {
    expect(await refusal(call)).toMatchObject({ code: 'InvalidInputException' });
  }
  expect(await admin.control.getAccessKey(AccessKeyId)).toMatchObject({ active: true });
});

test.each([
  [{ UserName: 'nobody' }, 'User nobody of account 111122223333 does not exist'],
  [{ UserName: '' }, 'UserName must be "root" or the name of a user'],
  [{ AccessKeyId: GIVEN.AccessKeyId }, 'must be given together'],
  [{ ...GIVEN, AccessKeyId: 'short' }, 'AccessKeyId must be 16 to 128'],
  [{ ...GIVEN, AccessKeyId: 'AKIA/WITH/SLASHES/IN' }, 'AccessKeyId must be 16 to 128'],
  [{ ...GIVEN, SecretAccessKey: 'short' }, 'SecretAccessKey must be 16 to 128'],
  [{ ...GIVEN, Secret: 'x' }, 'Unknown member "Secret"'],
])('%j: %s', async (body, message) => {
  expect((await refusal(create(body))).message).toContain(message);
  expect(await admin.control.listAccessKeys('111122223333')).toEqual([]);
});
