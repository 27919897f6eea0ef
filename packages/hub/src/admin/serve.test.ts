import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, type HttpHub, OTHER, ROOT, startHttpHub } from './testing-http.js';

let hub: HttpHub;
beforeAll(async () => {
  hub = await startHttpHub();
});
afterAll(() => hub.close());

const ADMIN = '/_docket/admin';
const post = (path: string, body?: string): Call => ({
  method: 'POST',
  path: `${ADMIN}${path}`,
  ...(body !== undefined && { body }),
});

/** An error as clients read it: in the body, and by its name in a header. */
const refusal = (status: number, Code: string, Message: unknown) => ({
  status,
  headers: {
    'content-type': expect.stringMatching(/^application\/json/),
    'x-amzn-errortype': Code,
    'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
  },
  body: { Message, Code, RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/), Type: 'Client' },
});

describe('a path that there is not', () => {
  const STRANGER = { accessKeyId: 'AKIASTRANGER00000000', secretAccessKey: 'nobody-knows-it' };
  test.each([
    ['GET', '/_docket/'],
    ['GET', '/_docket/helth'],
    ['GET', '/_docket/admin'],
    ['GET', '/_docket/admin/'],
    ['GET', '/_docket/admin/acounts'],
    ['POST', '/_docket/admin/accounts/'],
    ['PATCH', '/_docket/admin/accounts'],
    ['DELETE', '/_docket/admin/accounts/111122223333'],
    ['POST', '/_docket/health'],
    ['POST', '/_docket/admin/backup'],
  ])('%s %s: signed or not, it is a 404', async (method, path) => {
    const expected = refusal(404, 'UnknownOperationException', `Docket answers nothing at ${method} ${path}`);
    for (const as of [undefined, null, STRANGER]) {
      const call = { method, path, ...(as !== undefined && { as }) };
      expect(await hub.call(call)).toMatchObject(expected);
      const body = '{"Name":"Payments"}';
      if (method !== 'GET') expect(await hub.call({ ...call, body })).toMatchObject(expected);
    }
  });

  test('is named without its query, and not at any length', async () => {
    const { body } = await hub.call({ method: 'GET', path: `/_docket/${'x'.repeat(5000)}?token=secret` });
    const { Message } = Object(body);
    expect(Message).toMatch(/^Docket answers nothing at GET \/_docket\/x{10,250}…$/);
  });

  test('not even percent-encoded', async () => {
    expect(await hub.call({ method: 'GET', path: '/_docket/admin/accounts/%zz/users' })).toMatchObject({
      status: 404,
      body: { Code: 'UnknownOperationException' },
    });
  });

  test('outside of /_docket/ stays the wire API’s', async () => {
    expect(await hub.call({ method: 'GET', path: '/_dockets', as: null })).toMatchObject({
      status: 403,
      body: { Code: 'MissingAuthenticationTokenException' },
    });
  });
});

describe('what an admin call cannot take is said clearly', () => {
  test.each([
    ['{"Name":', 'SerializationException', 'The request body is not valid JSON.'],
    ['Name=Payments', 'SerializationException', 'The request body is not valid JSON.'],
    ['["Payments"]', 'SerializationException', 'The request body must be a JSON object.'],
    ['null', 'SerializationException', 'The request body must be a JSON object.'],
    [undefined, 'InvalidInputException', 'The body must be a JSON object'],
    ['{}', 'InvalidInputException', 'Name is required'],
    [
      '{"Name":["Payments"]}',
      'InvalidInputException',
      'Name must be text of 1 to 128 characters on one line',
    ],
    ['{"Name":null}', 'InvalidInputException', 'Name must be text of 1 to 128 characters on one line'],
    ['{"Name":"P","AccountId":111122223333}', 'InvalidInputException', 'AccountId must be 12 digits'],
    ['{"name":"P"}', 'InvalidInputException', 'Unknown member "name": expected AccountId, Name'],
    [
      '{"Name":"P","__proto__":{}}',
      'InvalidInputException',
      'Unknown member "__proto__": expected AccountId, Name',
    ],
  ])('POST /accounts %s', async (body, code, message) => {
    expect(await hub.call(post('/accounts', body))).toMatchObject(refusal(400, code, message));
  });

  test('in paths, too', async () => {
    const name = '{"Region":"eu-west-1"}';
    expect(await hub.call(post('/accounts/12/hubs', name))).toMatchObject(
      refusal(400, 'InvalidInputException', 'The account in the path must be 12 digits'),
    );
    expect(await hub.call(post(`/accounts/${OTHER}/hubs`, name))).toMatchObject(
      refusal(404, 'ResourceNotFoundException', `Account ${OTHER} does not exist`),
    );
    expect(await hub.call(post(`/accounts/${ROOT}/hubs`, '{"Region":"EU West"}'))).toMatchObject(
      refusal(400, 'InvalidInputException', 'Region must be a Region such as us-east-1'),
    );
  });

  test('policies', async () => {
    const users = `/accounts/${ROOT}/users`;
    expect(await hub.call(post(users, '{"UserName":"u","Policies":"AdministratorAccess"}'))).toMatchObject(
      refusal(400, 'InvalidInputException', 'Policies must be a list of at most 10'),
    );
    expect(await hub.call(post(users, '{"UserName":"u","Policies":["Admin"]}'))).toMatchObject(
      refusal(
        400,
        'InvalidInputException',
        'Policies[0] must be a policy document or one of AdministratorAccess, AWSSecurityHubFullAccess, ' +
          'AWSSecurityHubReadOnlyAccess',
      ),
    );
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Permit', Action: '*', Resource: '*' }] };
    expect(await hub.call(post(users, JSON.stringify({ UserName: 'u', Policies: [policy] })))).toMatchObject(
      refusal(400, 'InvalidInputException', expect.stringContaining('Effect')),
    );
  });
});

test('of callers that create the same user at once, one gets 201 and the others 409', async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => hub.call(post(`/accounts/${ROOT}/users`, '{"UserName":"scanner"}'))),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
});
