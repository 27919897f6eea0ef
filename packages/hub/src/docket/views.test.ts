import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../testing/client.js';
import { REGION, type RunningHub, startTestHub } from '../testing/hub.js';
import { expectRefusal } from '../testing/refusal.js';

const PATH = '/_docket/views';
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const ID = expect.stringMatching(/^[0-9a-f-]{36}$/);
const READER = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'securityhub:GetFindings', Resource: '*' }],
};

let hub: RunningHub;
let number = 0;
let account: string;
let root: Client;
let ann: Client;
let bob: Client;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
  number += 1;
  account = `1111222233${String(number).padStart(2, '0')}`;
  root = await hub.account(account);
  [ann, bob] = [await hub.user(account, 'ann', [READER]), await hub.user(account, 'bob', [READER])];
});

async function save(client: Client, body: object): Promise<string> {
  const answer = await client.call('POST', PATH, body);
  expect(answer.status, answer.text).toBe(201);
  return Object(answer.json).View.Id;
}

async function viewsOf(client: Client): Promise<Record<string, unknown>[]> {
  const { status, json, text } = await client.call('GET', PATH);
  expect(status, text).toBe(200);
  return Object(json).Views;
}
const namesOf = async (client: Client) => (await viewsOf(client)).map(({ Name }) => Name);

test('a view is saved, listed, changed and deleted, and its query is never looked into', async () => {
  expect(await viewsOf(ann)).toEqual([]);
  const Query = '?filter={"a":\u2028"<script>é💥"}&__proto__';
  const created = await ann.call('POST', PATH, { Name: 'Mine é', Query });
  const view = {
    ...{ Id: ID, Name: 'Mine é', Query, Shared: false },
    ...{ Owner: 'ann', Own: true, CreatedAt: TIME, UpdatedAt: TIME },
  };
  expect(created).toMatchObject({ status: 201, json: { View: view } });
  const id = Object(created.json).View.Id;
  expect(await viewsOf(ann)).toEqual([Object(created.json).View]);

  const changed = await ann.call('PUT', `${PATH}/${id}`, { Name: 'Renamed' });
  expect(changed).toMatchObject({ status: 200, json: { View: { ...view, Name: 'Renamed' } } });
  await ann.call('PUT', `${PATH}/${id}`, { Query: 'q', Shared: true });
  expect(await viewsOf(ann)).toEqual([{ ...view, Name: 'Renamed', Query: 'q', Shared: true }]);

  expect(await ann.call('DELETE', `${PATH}/${id}`)).toMatchObject({ status: 200, text: '{}' });
  expect(await viewsOf(ann)).toEqual([]);
  const message = `The view ${id} does not exist`;
  expectRefusal(await ann.call('DELETE', `${PATH}/${id}`), 404, 'ResourceNotFoundException', message);
});

test('views are seen by their owners, and by all of the account if they are shared', async () => {
  await save(ann, { Name: 'secret', Query: '' });
  await save(ann, { Name: 'shared', Query: '', Shared: true });
  await save(bob, { Name: "bob's", Query: '' });
  expect(await namesOf(ann)).toEqual(['secret', 'shared']);
  expect(await namesOf(bob)).toEqual(['shared', "bob's"]);
  expect(await namesOf(root)).toEqual(['shared']);
  expect((await viewsOf(bob))[0]).toMatchObject({ Owner: 'ann', Own: false });
  expect(await namesOf(hub.root)).toEqual([]);
  // They are of the account, wherever its hubs are.
  const elsewhere = await ann.call('GET', PATH, undefined, { region: 'us-east-1' });
  expect(Object(elsewhere.json).Views).toHaveLength(2);
});

test('only the owner changes a view, and the root of the account one that is shared', async () => {
  const secret = await save(ann, { Name: 'secret', Query: '' });
  const shared = await save(ann, { Name: 'shared', Query: '', Shared: true });
  for (const [method, body] of [
    ['PUT', { Name: 'stolen' }],
    ['DELETE', undefined],
  ] as const) {
    for (const other of [bob, root, hub.root]) {
      const answer = await other.call(method, `${PATH}/${secret}`, body);
      expectRefusal(answer, 404, 'ResourceNotFoundException', `The view ${secret} does not exist`);
    }
    expectRefusal(
      await bob.call(method, `${PATH}/${shared}`, body),
      403,
      'AccessDeniedException',
      `User: arn:aws:iam::${account}:user/bob is not authorized to perform: docket:UpdateView on resource: ${shared} because it belongs to ann`,
    );
  }
  expect(await namesOf(ann)).toEqual(['secret', 'shared']);
  expect((await root.call('PUT', `${PATH}/${shared}`, { Shared: false })).status).toBe(200);
  expect((await viewsOf(ann))[1]).toMatchObject({ Shared: false, Owner: 'ann', Own: true });
});

test('when a user is deleted, what nobody else sees of theirs goes, too', async () => {
  await save(ann, { Name: 'secret', Query: '' });
  await save(ann, { Name: 'shared', Query: '', Shared: true });
  await hub.admin('DELETE', `/accounts/${account}/users/ann`);
  expect(await namesOf(bob)).toEqual(['shared']);
  const again = await hub.user(account, 'ann', [READER]);
  expect(await namesOf(again)).toEqual(['shared']);
});

test('there are a hundred views of one user at most', async () => {
  for (let n = 0; n < 100; n += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, m) => save(ann, { Name: `v${n + m}`, Query: '' })));
  }
  expectRefusal(
    await ann.call('POST', PATH, { Name: 'one more', Query: '' }),
    429,
    'LimitExceededException',
    'There can be 100 views of one user at most',
  );
  await save(bob, { Name: 'first', Query: '' });
});

describe('refused', () => {
  const long = 'Query must be text of at most 8192 bytes';
  test.each([
    [{ Query: '' }, 'Name is required'],
    [{ Name: 'a' }, 'Query is required'],
    [{ Name: '', Query: '' }, 'Name must be text of 1 to 128 characters on one line'],
    [{ Name: 'a\nb', Query: '' }, 'Name must be text of 1 to 128 characters on one line'],
    [{ Name: 'a', Query: 'é'.repeat(4_097) }, long],
    [{ Name: 'a', Query: {} }, long],
    [{ Name: 'a', Query: '', Shared: 'yes' }, 'Shared must be true or false'],
    [{ Name: 'a', Query: '', Owner: 'bob' }, 'Unknown member "Owner": expected Name, Query, Shared'],
  ])('is %j', async (body, message) => {
    expectRefusal(await ann.call('POST', PATH, body), 400, 'InvalidInputException', message);
  });

  test('are a query of 8 KB, and no more', async () => {
    const id = await save(ann, { Name: 'a', Query: 'é'.repeat(4_096) });
    const answer = await ann.call('PUT', `${PATH}/${id}`, { Query: `${'é'.repeat(4_096)}x` });
    expectRefusal(answer, 400, 'InvalidInputException', long);
  });

  test('is everything to whoever may not read findings', async () => {
    const stranger = await hub.user(account, 'stranger', []);
    for (const [method, path] of [
      ['GET', PATH],
      ['POST', PATH],
      ['PUT', `${PATH}/x`],
      ['DELETE', `${PATH}/x`],
    ] as const) {
      const answer = await stranger.call(method, path, method === 'GET' ? undefined : {});
      const message = expect.stringContaining(
        `securityhub:GetFindings on resource: arn:aws:securityhub:${REGION}:${account}:hub/default`,
      );
      expectRefusal(answer, 403, 'AccessDeniedException', message);
    }
  });
});
