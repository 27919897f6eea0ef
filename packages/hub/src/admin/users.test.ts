import { afterEach, beforeEach, expect, test } from 'vitest';
import { Principals } from '../access/principals.js';
import { Secrets } from '../access/secrets.js';
import { refusal } from '../operations/testing.js';
import { openTestAdmin, type TestAdmin } from './testing.js';

const USERS = '/accounts/111122223333/users';
const DENY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'securityhub:BatchUpdateFindings', Resource: '*' }],
};

let admin: TestAdmin;
beforeEach(async () => {
  admin = await openTestAdmin();
  await admin.call('POST /accounts', { AccountId: '111122223333', Name: 'Payments' });
});
afterEach(() => admin.close());

test('a new user may do nothing', async () => {
  expect(await admin.call(`POST ${USERS}`, { UserName: 'scanner' })).toEqual({
    status: 201,
    body: { User: { UserName: 'scanner', Policies: [], CreatedAt: '2026-03-04T05:06:07.890Z' } },
  });
  expect(await admin.control.getPrincipal('111122223333', 'scanner')).toMatchObject({ policies: '[]' });
});

test('a managed policy is given by name and kept as a document', async () => {
  const Policies = ['AWSSecurityHubReadOnlyAccess', DENY];
  await admin.call(`POST ${USERS}`, { UserName: 'reader', Policies });
  const { policies } = (await admin.control.getPrincipal('111122223333', 'reader')) ?? { policies: '' };
  expect(JSON.parse(policies)).toEqual([
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            ...['securityhub:Get*', 'securityhub:List*', 'securityhub:BatchGet*', 'securityhub:Describe*'],
            ...['docket:GetProductHealth', 'docket:ReadEvents'],
          ],
          Resource: '*',
        },
      ],
    },
    DENY,
  ]);
});

test('what is stored is what a signed call is judged by', async () => {
  await admin.call(`POST ${USERS}`, { UserName: 'ci', Policies: ['AWSSecurityHubFullAccess', DENY] });
  const secrets = new Secrets(Buffer.alloc(32, 1));
  await admin.control.createAccessKey({
    accessKeyId: 'AKIACI',
    account: '111122223333',
    principal: 'ci',
    secret: secrets.encrypt('AKIACI', 'secret'),
    sessionToken: null,
    active: true,
    createdAt: '',
  });
  const principals = new Principals({ store: admin.control, secrets });
  const { caller } = await principals.findCaller('AKIACI', undefined, 'eu-west-1');
  const { access } = admin.hub.call();
  access.authorize(caller, 'securityhub:GetFindings', '*');
  expect(() => access.authorize(caller, 'securityhub:BatchUpdateFindings', '*')).toThrow('explicit deny');
  expect(() => access.authorize(caller, 'docket:CreateUser', '*')).toThrow('not authorized');
});

test('users are listed without anything of other accounts', async () => {
  await admin.call(`POST ${USERS}`, { UserName: 'b' });
  await admin.call(`POST ${USERS}`, { UserName: 'a' });
  await admin.call('POST /accounts', { AccountId: '444455556666', Name: 'Other' });
  await admin.call('POST /accounts/444455556666/users', { UserName: 'c' });
  const { body } = await admin.call(`GET ${USERS}`);
  expect(body).toMatchObject({ Users: [{ UserName: 'a' }, { UserName: 'b' }] });
});

test('policies are replaced', async () => {
  await admin.call(`POST ${USERS}`, { UserName: 'scanner', Policies: ['AWSSecurityHubFullAccess'] });
  const before = admin.changes();
  expect(await admin.call(`PUT ${USERS}/scanner/policies`, { Policies: [DENY] })).toEqual({
    status: 200,
    body: { User: { UserName: 'scanner', Policies: [DENY], CreatedAt: '2026-03-04T05:06:07.890Z' } },
  });
  expect(admin.changes()).toBe(before + 1);
  expect(await admin.call(`GET ${USERS}`)).toMatchObject({ body: { Users: [{ Policies: [DENY] }] } });
});

test('a user goes with its keys, and only with its own', async () => {
  await admin.call(`POST ${USERS}`, { UserName: 'scanner' });
  await admin.call(`POST ${USERS}`, { UserName: 'other' });
  for (const UserName of ['scanner', 'scanner', 'other', 'root']) {
    await admin.call('POST /accounts/111122223333/keys', { UserName });
  }
  const before = admin.changes();
  expect(await admin.call(`DELETE ${USERS}/scanner`)).toEqual({ status: 200, body: {} });
  expect(admin.changes()).toBe(before + 1);
  const keys = await admin.control.listAccessKeys('111122223333');
  expect(keys.map(({ principal }) => principal).sort()).toEqual(['other', 'root']);
  expect(await refusal(admin.call(`DELETE ${USERS}/scanner`))).toEqual({
    code: 'ResourceNotFoundException',
    status: 404,
    message: 'User scanner of account 111122223333 does not exist',
  });
});

test('a second user of the same name is a conflict, and changes nothing', async () => {
  await admin.call(`POST ${USERS}`, { UserName: 'scanner', Policies: [DENY] });
  expect(await refusal(admin.call(`POST ${USERS}`, { UserName: 'scanner' }))).toMatchObject({
    code: 'ResourceConflictException',
    message: 'User scanner of account 111122223333 exists already',
  });
  expect(await admin.call(`GET ${USERS}`)).toMatchObject({ body: { Users: [{ Policies: [DENY] }] } });
});

test('of callers that create the same user at once, one is told that it did', async () => {
  const calls = await Promise.allSettled(
    [[DENY], [], ['AWSSecurityHubFullAccess']].map((Policies) =>
      admin.call(`POST ${USERS}`, { UserName: 'scanner', Policies }),
    ),
  );
  const [created, ...more] = calls.flatMap((call) => (call.status === 'fulfilled' ? [call.value] : []));
  expect(more).toEqual([]);
  expect(created?.status).toBe(201);
  for (const call of calls) {
    if (call.status === 'rejected') expect(call.reason).toMatchObject({ code: 'ResourceConflictException' });
  }
  const users = await admin.call(`GET ${USERS}`);
  expect(users.body).toEqual({ Users: [Object(created?.body).User] });
});

test('policies given to a user who is being deleted do not bring it back', async () => {
  await admin.call(`POST ${USERS}`, { UserName: 'scanner' });
  await Promise.allSettled([
    admin.call(`PUT ${USERS}/scanner/policies`, { Policies: ['AdministratorAccess'] }),
    admin.control.deletePrincipal('111122223333', 'scanner'),
  ]);
  expect(await admin.call(`GET ${USERS}`)).toMatchObject({ body: { Users: [] } });
});

test.each([
  [{}, 'UserName is required'],
  [{ UserName: 'root' }, 'UserName must be 1 to 64'],
  [{ UserName: 'a/b' }, 'UserName must be 1 to 64'],
  [{ UserName: 'a', Policies: 'AWSSecurityHubFullAccess' }, 'Policies must be a list'],
  [
    { UserName: 'a', Policies: ['Everything'] },
    'Policies[0] must be a policy document or one of AdministratorAccess',
  ],
  [{ UserName: 'a', Policies: ['toString'] }, 'Policies[0] must be a policy document'],
  [{ UserName: 'a', Policies: [{ Statement: [] }] }, 'Invalid policy'],
  [{ UserName: 'a', Policies: [null] }, 'Invalid policy'],
  [
    { UserName: 'a', Policies: Array.from({ length: 11 }, () => DENY) },
    'Policies must be a list of at most 10',
  ],
])('%j: %s', async (body, message) => {
  const answer = await refusal(admin.call(`POST ${USERS}`, body));
  expect(answer.code).toBe('InvalidInputException');
  expect(answer.message).toContain(message);
  expect(await admin.control.listPrincipals('111122223333')).toEqual([]);
});
