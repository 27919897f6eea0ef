import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Client } from '../../testing/client.js';
import { finding } from '../../testing/findings.js';
import { REGION, type RunningHub, startTestHub } from '../../testing/hub.js';
import { expectRefusal } from '../../testing/refusal.js';
import { addRule, addWebhook, IMPORTED, must } from './testing.js';

const ID = expect.stringMatching(/^[0-9a-f-]{36}$/);
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const allow = (...Action: string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9/hook';

let hub: RunningHub;
let number = 0;
let account: string;
let root: Client;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
  number += 1;
  account = `2222333344${String(number).padStart(2, '0')}`;
  root = await hub.account(account);
});

const refused = async (
  method: string,
  path: string,
  body: unknown,
  status: number,
  code: string,
  message: string,
) => expectRefusal(await root.call(method, `/_docket/${path}`, body), status, code, message);

describe('rules', () => {
  test('are created, listed, changed and deleted', async () => {
    const { id } = await addWebhook(root, NOWHERE);
    const rule = { Name: 'severe', Description: 'd', EventPattern: { detail: { a: [1] } }, SinkIds: [id] };
    const { Rule } = await must(root, 'POST', 'events/rules', rule);
    expect(Rule).toEqual({ ...rule, Id: ID, State: 'ENABLED', CreatedAt: TIME, UpdatedAt: TIME });
    const path = `events/rules/${Object(Rule).Id}`;
    const changes = { State: 'DISABLED', EventPattern: { detail: { a: [2] } } };
    const { Rule: changed } = await must(root, 'PUT', path, changes);
    expect(changed).toEqual({ ...Object(Rule), ...changes, UpdatedAt: TIME });
    expect((await must(root, 'GET', 'events/rules')).Rules).toEqual([changed]);
    await must(root, 'DELETE', path);
    expect((await must(root, 'GET', 'events/rules')).Rules).toEqual([]);
    await refused(
      'DELETE',
      path,
      undefined,
      404,
      'ResourceNotFoundException',
      `The event rule ${Object(Rule).Id} does not exist`,
    );
  });

  test('what is wrong with one is said', async () => {
    const { id } = await addWebhook(root, NOWHERE);
    const rule = { Name: 'n', EventPattern: IMPORTED, SinkIds: [id] };
    const wrong = (changes: object, message: string, status = 400, code = 'InvalidInputException') =>
      refused('POST', 'events/rules', { ...rule, ...changes }, status, code, message);
    await wrong({ Name: undefined }, 'Name is required');
    await wrong({ State: 'ON' }, 'State must be ENABLED or DISABLED');
    await wrong(
      { EventPattern: { detail: 'x' } },
      'EventPattern.detail must be a list of values, or an object',
    );
    await wrong({ SinkIds: [] }, 'SinkIds must name one or more sinks');
    await wrong(
      { SinkIds: ['nowhere'] },
      'The sink nowhere does not exist',
      404,
      'ResourceNotFoundException',
    );
    await wrong(
      { Pattern: {} },
      'Unknown member "Pattern": expected Name, Description, State, EventPattern, SinkIds',
    );
  });

  test('a pattern is tried on a finding or on an event', async () => {
    const ProductArn = `arn:aws:securityhub:${REGION}:${account}:product/${account}/default`;
    const one = { ...finding('one', { ProductArn, Severity: { Label: 'HIGH' } }), AwsAccountId: account };
    await root.importFindings([one]);
    const tried = async (label: string, on: object) =>
      must(root, 'POST', 'events/test-pattern', {
        EventPattern: { detail: { findings: { Severity: { Label: [label] } } } },
        ...on,
      });
    const FindingIdentifier = { Id: 'one', ProductArn };
    const { Result, Event } = await tried('HIGH', { FindingIdentifier });
    expect(Result).toBe(true);
    expect(Event).toMatchObject({
      account,
      resources: [`${ProductArn}/one`],
      detail: { findings: [{ Id: 'one' }] },
    });
    expect((await tried('LOW', { FindingIdentifier })).Result).toBe(false);
    expect(
      (await tried('LOW', { Event: { detail: { findings: [{ Severity: { Label: 'LOW' } }] } } })).Result,
    ).toBe(true);
    await refused(
      'POST',
      'events/test-pattern',
      { EventPattern: IMPORTED },
      400,
      'InvalidInputException',
      'Give either Event or FindingIdentifier',
    );
  });
});

describe('sinks', () => {
  test('what is wrong with one is said', async () => {
    const wrong = (body: object, message: string) =>
      refused(
        'POST',
        'events/sinks',
        { Name: 'n', Kind: 'webhook', ...body },
        400,
        'InvalidInputException',
        message,
      );
    const url = (Url: unknown, Headers?: unknown) => ({
      Webhook: { Url, ...(Headers !== undefined && { Headers }) },
    });
    await wrong({}, 'Webhook.Url is required');
    await wrong({ Kind: 'pigeon' }, 'Kind must be webhook or file');
    await wrong(url('ftp://x/'), 'Webhook.Url must be an http or https URL of at most 2048 characters');
    await wrong(
      url('http://a:b@x/'),
      'Webhook.Url must not hold a password: send it as the header Authorization',
    );
    await wrong(
      url('http://169.254.169.254/latest'),
      'Webhook.Url: 169.254.169.254 is in a network that webhooks may not lead to (--webhook-deny)',
    );
    await wrong(
      url('http://[::ffff:169.254.169.254]/'),
      'Webhook.Url: ::ffff:a9fe:a9fe is in a network that webhooks may not lead to (--webhook-deny)',
    );
    await wrong(
      url('http://0xa9fea9fe/'),
      'Webhook.Url: 169.254.169.254 is in a network that webhooks may not lead to (--webhook-deny)',
    );
    await wrong(
      url(NOWHERE, { 'content-length': '1' }),
      'The header content-length is set by the hub itself',
    );
    await wrong(url(NOWHERE, { 'X A': '1' }), '"X A" is no name of a header');
    await wrong(
      url(NOWHERE, { A: 'x\r\nB: y' }),
      'The header A must be Latin text on one line, of at most 4096 characters',
    );
    await wrong(
      { Kind: 'file', File: { Name: 'x' } },
      'This hub writes no files: start it with a folder for them (--events-folder)',
    );
    await wrong({ Webhook: 'x' }, 'Webhook must be an object');
    await wrong({ Webhook: null }, 'Webhook must be an object');
    await wrong(
      { Webhook: { URL: NOWHERE } },
      'Unknown member "Webhook.URL": expected Webhook.Url, Webhook.Headers',
    );
    await wrong({ ...url(NOWHERE), File: { Name: 'x' } }, 'A sink of the kind webhook has no File');
    await wrong(url(NOWHERE, { 'X-A': '1', 'x-a': '2' }), 'Webhook.Headers must not name a header twice');
    const { Kinds } = await must(root, 'GET', 'events/sinks');
    expect(Kinds).toEqual(['webhook']);
  });

  test('one that a rule sends to stays; then it goes with its deliveries', async () => {
    const { id } = await addWebhook(root, NOWHERE);
    const rule = await addRule(root, IMPORTED, [id]);
    const message = 'The event rule "a rule" sends to this sink: change or delete the rule first';
    await refused('DELETE', `events/sinks/${id}`, undefined, 409, 'ResourceConflictException', message);
    const ProductArn = `arn:aws:securityhub:${REGION}:${account}:product/${account}/default`;
    await root.importFindings([{ ...finding('one', { ProductArn }), AwsAccountId: account }]);
    const listed = async () =>
      Object(await must(root, 'POST', 'events/deliveries', { SinkId: id })).Deliveries;
    expect(await listed()).toHaveLength(1);
    await must(root, 'DELETE', `events/rules/${rule}`);
    await must(root, 'DELETE', `events/sinks/${id}`);
    expect(await listed()).toEqual([]);
  });

  test('a test says why a sink cannot be reached', async () => {
    const { id } = await addWebhook(root, NOWHERE);
    const answer = await must(root, 'POST', `events/sinks/${id}/test`);
    expect(answer).toEqual({ Delivered: false, Message: 'connect ECONNREFUSED 127.0.0.1:9' });
  });

  test('credentials do not go to another host than the one that they are for', async () => {
    const { id } = await addWebhook(root, NOWHERE, { Headers: { 'X-Key': 'k' } });
    const change = (Webhook: object) => root.call('PUT', `/_docket/events/sinks/${id}`, { Webhook });
    for (const Url of ['http://127.0.0.1:10/hook', 'https://127.0.0.1:9/hook', 'http://localhost:9/hook']) {
      expectRefusal(
        await change({ Url }),
        400,
        'InvalidInputException',
        'Webhook.Headers must be given again when Webhook.Url leads to another host',
      );
    }
    expect((await change({ Url: 'http://127.0.0.1:9/other' })).status).toBe(200);
    const moved = await change({ Url: 'http://127.0.0.1:10/hook', Headers: {} });
    expect(moved.json).toMatchObject({ Sink: { Webhook: { HeaderNames: [] } } });
    expect((await change({ Url: 'http://127.0.0.1:11/hook' })).status).toBe(200);
  });

  test('changes of two people do not undo each other', async () => {
    const { id } = await addWebhook(root, NOWHERE);
    const rule = await addRule(root, IMPORTED, [id]);
    const change = (path: string, changes: object) => must(root, 'PUT', `events/${path}`, changes);
    await Promise.all([
      change(`sinks/${id}`, { Name: 'new name' }),
      change(`sinks/${id}`, { State: 'DISABLED' }),
      change(`sinks/${id}`, { Webhook: { Url: `${NOWHERE}2` } }),
      change(`rules/${rule}`, { Name: 'new name' }),
      change(`rules/${rule}`, { Description: 'new' }),
      change(`rules/${rule}`, { State: 'DISABLED' }),
      change(`rules/${rule}`, { EventPattern: { source: ['x'] } }),
    ]);
    const { Sinks } = await must(root, 'GET', 'events/sinks');
    expect(Sinks).toMatchObject([{ Name: 'new name', State: 'DISABLED', Webhook: { Url: `${NOWHERE}2` } }]);
    const { Rules } = await must(root, 'GET', 'events/rules');
    expect(Rules).toMatchObject([
      { Name: 'new name', Description: 'new', State: 'DISABLED', EventPattern: { source: ['x'] } },
    ]);
  });

  test('a new secret is shown once, and headers stay', async () => {
    const { id, secret } = await addWebhook(root, NOWHERE, { Headers: { 'X-Key': 'k' } });
    const path = `events/sinks/${id}`;
    const { Secret, Sink } = await must(root, 'PUT', path, { RotateSecret: true });
    expect(Secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Secret).not.toBe(secret);
    expect(Sink).toMatchObject({ Webhook: { Url: NOWHERE, HeaderNames: ['X-Key'] } });
    const renamed = await must(root, 'PUT', path, { Name: 'other', Webhook: { Url: `${NOWHERE}2` } });
    expect(renamed).not.toHaveProperty('Secret');
    expect(renamed.Sink).toMatchObject({
      Name: 'other',
      Webhook: { Url: `${NOWHERE}2`, HeaderNames: ['X-Key'] },
    });
  });
});

test('what no JSON of ours can hold is refused', async () => {
  const { id } = await addWebhook(root, NOWHERE);
  const tried = (path: string, body: string) =>
    root.call('POST', `/_docket/events/${path}`, undefined, { bytes: Buffer.from(body) });
  const rule = (pattern: string) => `{"Name":"n","SinkIds":["${id}"],"EventPattern":${pattern}}`;
  const deep = (open: string, close: string) => open.repeat(50_000) + close.repeat(50_000);
  const refusals: [string, string, string][] = [
    ['rules', rule('{"a":[{"numeric":[">",1e999]}]}'), 'EventPattern.a[0].numeric must be a list such as'],
    ['rules', rule('{"a":[1e999]}'), 'EventPattern.a[0] must be text, a number'],
    ['rules', rule(`{"a":${deep('[', ']')}}`), 'EventPattern lies deeper than 24 members'],
    ['test-pattern', `{"EventPattern":{"a":[1]},"Event":{"a":${deep('[', ']')}}}`, 'Event lies too deep'],
    ['test-pattern', `{"EventPattern":{"b":[1]},"Event":{"a":${deep('[', ']')}}}`, 'Event lies too deep'],
  ];
  for (const [path, body, message] of refusals) {
    const { status, json } = await tried(path, body);
    expect({ status, message: Object(json).Message }).toEqual({
      status: 400,
      message: expect.stringContaining(message),
    });
  }
  await root.importFindings([finding('still works')]);
});

test('nothing has an id that no store can hold', async () => {
  for (const [method, path] of [
    ['GET', 'deliveries/%00'],
    ['POST', 'tails/%00/next'],
    ['DELETE', 'tails/%00'],
    ['PUT', 'rules/%00'],
    ['PUT', 'sinks/%00'],
    ['POST', 'sinks/%00/test'],
  ] as const) {
    const { status } = await root.call(method, `/_docket/events/${path}`, method === 'GET' ? undefined : {});
    expect(status, path).toBe(404);
  }
});

test('deliveries are listed page by page', async () => {
  const { id } = await addWebhook(root, NOWHERE);
  await addRule(root, IMPORTED, [id]);
  const ProductArn = `arn:aws:securityhub:${REGION}:${account}:product/${account}/default`;
  const sent = ['a', 'b', 'c'].map((one) => ({ ...finding(one, { ProductArn }), AwsAccountId: account }));
  await root.importFindings(sent);
  const page = (NextToken?: string) =>
    must(root, 'POST', 'events/deliveries', { MaxResults: 2, ...(NextToken && { NextToken }) });
  const first = await page();
  const second = await page(first.NextToken);
  const subjects = [first, second].flatMap(({ Deliveries }) =>
    Object(Deliveries).map(({ Subject }: { Subject: string }) => Subject),
  );
  expect(subjects).toEqual(['c', 'b', 'a']);
  expect(second).not.toHaveProperty('NextToken');
  const token = first.NextToken ?? '';
  await refused(
    'POST',
    'events/deliveries',
    { NextToken: token, State: 'DEAD' },
    400,
    'InvalidInputException',
    'Invalid NextToken: it must come from the page before, with the same request.',
  );
  await refused(
    'POST',
    'events/deliveries/retry',
    {},
    400,
    'InvalidInputException',
    'Give either DeliveryIds or SinkId, which means all dead ones of that sink',
  );
});

test('who may only read may change nothing, and nobody sees what is another account’s', async () => {
  const { id } = await addWebhook(root, NOWHERE);
  const rule = await addRule(root, IMPORTED, [id]);
  const reader = await hub.user(account, 'reader', ['AWSSecurityHubReadOnlyAccess']);
  const full = await hub.user(account, 'full', ['AWSSecurityHubFullAccess']);
  const none = await hub.user(account, 'none', [allow('securityhub:GetFindings')]);
  const status = async (client: Client, method: string, path: string, body?: unknown) =>
    (await client.call(method, `/_docket/events/${path}`, body)).status;
  expect(await status(reader, 'GET', 'rules')).toBe(200);
  expect(await status(reader, 'PUT', `rules/${rule}`, { Name: 'x' })).toBe(403);
  expect(await status(reader, 'POST', 'deliveries/retry', { SinkId: id })).toBe(403);
  expect(await status(reader, 'POST', `sinks/${id}/test`)).toBe(403);
  expect(await status(full, 'PUT', `rules/${rule}`, { Name: 'x' })).toBe(200);
  expect(await status(none, 'GET', 'rules')).toBe(403);
  expect(await status(none, 'POST', 'tails', {})).toBe(403);
  // Deliveries hold findings.
  const eventsOnly = await hub.user(account, 'events', [allow('docket:ReadEvents')]);
  expect(await status(eventsOnly, 'POST', 'deliveries', {})).toBe(200);
  expect(await status(eventsOnly, 'GET', 'deliveries/some')).toBe(403);

  const other = await hub.account(`333344445${String(number).padStart(3, '0')}`);
  expect(await status(other, 'PUT', `rules/${rule}`, { Name: 'x' })).toBe(404);
  expect(await status(other, 'POST', `sinks/${id}/test`)).toBe(404);
  expect((await must(other, 'GET', 'events/sinks')).Sinks).toEqual([]);
});
