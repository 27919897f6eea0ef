import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../testing/client.js';
import { byId, finding, identifier } from '../../testing/findings.js';
import { REGION, ROOT, type RunningHub, startTestHub } from '../../testing/hub.js';
import { type Receiver, startReceiver } from '../../testing/receiver.js';
import { addRule, addWebhook, IMPORTED, must } from './testing.js';

let hub: RunningHub;
let root: Client;
let receiver: Receiver;
beforeEach(async () => {
  hub = await startTestHub();
  root = hub.root;
  receiver = await startReceiver();
});
afterEach(async () => {
  await hub.close();
  await receiver.close();
});

test('every created and every updated finding is told of, in the service’s envelope', async () => {
  const { id } = await addWebhook(root, receiver.url);
  await addRule(root, IMPORTED, [id]);
  await root.importFindings([finding('one'), finding('two')]);
  await receiver.count(2);
  await root.updateFindings({ FindingIdentifiers: [identifier('one')], Workflow: { Status: 'NOTIFIED' } });
  const events = (await receiver.count(3)).map(({ event }) => event);
  const [stored] = await root.allFindings(byId('one'));
  expect(events[2]).toEqual({
    version: '0',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    'detail-type': 'Security Hub Findings - Imported',
    source: 'aws.securityhub',
    account: ROOT,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: REGION,
    resources: [`${stored?.ProductArn}/one`],
    detail: { findings: [stored] },
  });
  expect(
    events
      .slice(0, 2)
      .map(({ detail }) => detail.findings[0]?.Id)
      .sort(),
  ).toEqual(['one', 'two']);
  expect(new Set(events.map((event) => event.id)).size).toBe(3);
});

test('a finding that is sent again unchanged is not told of, nor one that is refused', async () => {
  const { id } = await addWebhook(root, receiver.url);
  await addRule(root, IMPORTED, [id]);
  await root.importFindings([finding('one'), finding('bad', { Title: '' })]);
  await root.importFindings([finding('one')]);
  await root.importFindings([finding('last')]);
  const ids = (await receiver.count(2)).map(({ event }) => event.detail.findings[0]?.Id);
  expect(ids).toEqual(['one', 'last']);
});

test('a receiver can check who sent an event with the secret that it was given once', async () => {
  const { id, secret } = await addWebhook(root, receiver.url, { Headers: { Authorization: 'Bearer x y' } });
  await addRule(root, IMPORTED, [id]);
  await root.importFindings([finding('one', { Title: 'Ünïcode \u2028 and "quotes"' })]);
  const [first] = await receiver.count(1);
  const headers = first?.headers ?? {};
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${first?.body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  expect(headers['webhook-signature']).toBe(
    `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
  );
  expect(headers['webhook-id']).toBe(first?.event.id);
  expect(headers.authorization).toBe('Bearer x y');
  const { Sinks } = await must(root, 'GET', 'events/sinks');
  expect(JSON.stringify(Sinks)).not.toContain(secret);
  expect(JSON.stringify(Sinks)).not.toContain('Bearer');
  expect(Sinks).toMatchObject([{ Webhook: { Url: receiver.url, HeaderNames: ['Authorization'] } }]);
});

test('rules choose by pattern, and two that lead to one sink send an event once', async () => {
  const { id } = await addWebhook(root, receiver.url);
  await addRule(root, { detail: { findings: { Severity: { Label: ['HIGH', 'CRITICAL'] } } } }, [id]);
  await addRule(root, { detail: { findings: { Title: [{ prefix: 'A' }] } } }, [id]);
  await root.importFindings([
    finding('both', { Severity: { Label: 'HIGH' }, Title: 'A title' }),
    finding('neither', { Severity: { Label: 'LOW' }, Title: 'Some title' }),
    finding('second', { Severity: { Label: 'LOW' }, Title: 'Another' }),
  ]);
  await root.importFindings([finding('last', { Severity: { Label: 'CRITICAL' }, Title: 'B' })]);
  const ids = (await receiver.count(3)).map(({ event }) => event.detail.findings[0]?.Id);
  expect(ids.sort()).toEqual(['both', 'last', 'second']);
});

test('an event that a receiver refuses is dead, can be looked at, and can be sent again', async () => {
  const { id } = await addWebhook(root, receiver.url);
  await addRule(root, IMPORTED, [id]);
  receiver.answer((response) =>
    response.writeHead(422, { 'content-type': 'text/plain' }).end('no such field\n'),
  );
  await root.importFindings([finding('one')]);
  await receiver.count(1);
  const dead = async () =>
    Object(await must(root, 'POST', 'events/deliveries', { State: 'DEAD' })).Deliveries;
  await expect.poll(dead).toHaveLength(1);
  const [delivery] = await dead();
  expect(delivery).toMatchObject({
    SinkId: id,
    Subject: 'one',
    Attempts: 1,
    Message: 'HTTP 422: no such field',
  });
  const { Delivery } = await must(root, 'GET', `events/deliveries/${delivery.Id}`);
  expect(Delivery).toMatchObject({ Event: { detail: { findings: [{ Id: 'one' }] } } });
  const health = async () => Object(await must(root, 'GET', 'events/sinks')).Sinks[0].Health;
  await expect
    .poll(health)
    .toMatchObject({ Dead: 1, Pending: 0, LastError: { Message: 'HTTP 422: no such field' } });

  receiver.answer((response) => response.writeHead(200).end('ok'));
  expect(await must(root, 'POST', 'events/deliveries/retry', { SinkId: id })).toEqual({ Count: 1 });
  await receiver.count(2);
  expect(receiver.received[0]?.event.id).toBe(receiver.received[1]?.event.id);
  await expect
    .poll(health)
    .toMatchObject({ Dead: 0, Pending: 0, Delivered: 1, LastDelivered: expect.any(String) });
  const { Delivery: delivered } = await must(root, 'GET', `events/deliveries/${delivery.Id}`);
  expect(delivered).not.toHaveProperty('Event');
  expect(delivered).toMatchObject({ State: 'DELIVERED', Message: 'HTTP 200' });
});

test('what cannot be delivered waits, and the hub says when it will be tried again', async () => {
  const { id } = await addWebhook(root, receiver.url);
  await addRule(root, IMPORTED, [id]);
  receiver.answer((response) => response.writeHead(503, { 'retry-after': '120' }).end());
  await root.importFindings([finding('one')]);
  await receiver.count(1);
  const pending = async () => Object(await must(root, 'POST', 'events/deliveries', {})).Deliveries[0];
  await expect.poll(pending).toMatchObject({ State: 'PENDING', Attempts: 1, Message: 'HTTP 503' });
  const { Due, Tried } = await pending();
  expect(Date.parse(Due) - Date.parse(Tried)).toBe(120_000);
});

test('nothing is lost when the hub stops while a receiver does not answer', async () => {
  const folder = hub.folder;
  const { id } = await addWebhook(root, receiver.url);
  await addRule(root, IMPORTED, [id]);
  receiver.answer(() => undefined);
  await root.importFindings([finding('one'), finding('two')]);
  await receiver.count(2);
  await hub.hub.close();
  receiver.answer((response) => response.writeHead(204).end());
  const again = await startTestHub({ dataFolder: folder });
  try {
    const ids = (await receiver.count(4)).map(({ event }) => event.id);
    expect(new Set(ids).size).toBe(2);
  } finally {
    await again.close();
  }
});

test('a sink that is off is sent nothing new', async () => {
  const { id } = await addWebhook(root, receiver.url);
  await addRule(root, IMPORTED, [id]);
  await must(root, 'PUT', `events/sinks/${id}`, { State: 'DISABLED' });
  await root.importFindings([finding('unseen')]);
  await must(root, 'PUT', `events/sinks/${id}`, { State: 'ENABLED' });
  await root.importFindings([finding('seen')]);
  const [first] = await receiver.count(1);
  expect(first?.event.detail.findings[0]?.Id).toBe('seen');
});

test('files get one event a line', async () => {
  const events = join(hub.folder, 'events');
  const other = await startTestHub({ events: { folder: events, deniedNetworks: [] } });
  try {
    const body = { Name: 'agent', Kind: 'file', File: { Name: 'findings.ndjson' } };
    const { Sink } = await must(other.root, 'POST', 'events/sinks', body);
    await addRule(other.root, IMPORTED, [Object(Sink).Id]);
    await other.root.importFindings(Array.from({ length: 60 }, (_, n) => finding(`f${n}`)));
    const lines = async () =>
      (await readFile(join(events, 'findings.ndjson'), 'utf8')).split('\n').slice(0, -1);
    await expect.poll(async () => (await lines().catch(() => [])).length).toBe(60);
    const ids = (await lines()).map((line) => JSON.parse(line).detail.findings[0].Id);
    expect(new Set(ids).size).toBe(60);
  } finally {
    await other.close();
  }
});
