import { encodeRfc3986 } from '../../support/signer.js';
import { HOSTILE_KEYS } from './hostile.js';

/**
 * @typedef {import('../../support/templates.js').Template} Template
 * @typedef {object} EventWorld what was made before: a rule with a sink, a custom action, and what was answered of them
 * @property {string} sink
 * @property {string} rule
 * @property {string} action
 * @property {() => Promise<string[]>} check faults, if any of them is not as it was
 */

const ROOM = '/_docket/events';
/** Nothing is sent anywhere: the hub is told to deny every address. */
export const ENVIRONMENT = { DOCKET_WEBHOOK_DENY: '0.0.0.0/0,::/0' };
const URL_OF_NOBODY = 'http://localhost/hook';
const PATTERN = {
  'detail-type': ['Security Hub Findings - Imported'],
  detail: {
    findings: {
      Severity: { Normalized: [{ numeric: ['>', 0, '<=', 70] }] },
      Title: [{ prefix: { 'equals-ignore-case': 'a' } }, { wildcard: '*a*b\\*' }, { exists: false }],
      Resources: { Id: [{ 'anything-but': { suffix: ['x', 'y'] } }, { cidr: '10.0.0.0/8' }, null] },
      $or: [{ Id: ['x'] }, { Workflow: { Status: ['NEW', { 'anything-but': ['RESOLVED', 1] }] } }],
    },
  },
};

/**
 * @param {import('../../support/client.js').Client} client
 * @returns {Promise<EventWorld>}
 */
export async function makeEventWorld(client) {
  /** @param {string} path @param {object} body */
  const made = async (path, body) => {
    const { status, body: text, json } = await client.call('POST', path, body);
    if (status >= 300) throw new Error(`POST ${path} answered ${status}: ${text}`);
    return json;
  };
  const webhook = { Url: URL_OF_NOBODY, Headers: { 'X-Key': 'a header that stays' } };
  const { Sink } = await made(`${ROOM}/sinks`, { Name: 'untouched', Kind: 'webhook', Webhook: webhook });
  const rule = { Name: 'untouched', EventPattern: PATTERN, SinkIds: [Sink.Id] };
  const { Rule } = await made(`${ROOM}/rules`, rule);
  const { ActionTargetArn } = await made('/actionTargets', { Name: 'a', Description: 'b', Id: 'fuzz' });
  return {
    sink: Sink.Id,
    rule: Rule.Id,
    action: ActionTargetArn,
    check: async () => {
      const sinks = await client.call('GET', `${ROOM}/sinks`);
      const rules = await client.call('GET', `${ROOM}/rules`);
      const faults = [sinks, rules].filter(({ status }) => status !== 200).map(({ body }) => String(body));
      const { Webhook } = named(sinks.json?.Sinks, Sink.Id);
      if (JSON.stringify(Webhook) !== JSON.stringify(Sink.Webhook))
        faults.push(`a sink that no request named was changed: ${JSON.stringify(Webhook)}`);
      const left = named(rules.json?.Rules, Rule.Id);
      if (JSON.stringify(left) !== JSON.stringify(Rule))
        faults.push(`a rule that no request named was changed: ${JSON.stringify(left)}`);
      return faults;
    },
  };
}

/** @param {any} list @param {string} id */
const named = (list, id) =>
  (Array.isArray(list) ? list.find((/** @type {any} */ one) => one.Id === id) : undefined) ?? {};

/**
 * A request about events that is valid but for what the caller does to it; where it names what is there by its id, it
 * changes nothing.
 *
 * @param {import('../../support/random.js').Random} random
 * @param {import('./world.js').World} world
 * @returns {Template}
 */
export function eventRequest(random, { events, victims, hub }) {
  const { sink, action } = events;
  const identifier = { Id: random.pick(victims), ProductArn: hub.productArn };
  const webhook = { Url: URL_OF_NOBODY, Headers: { Authorization: 'Bearer x' } };
  const rule = {
    ...{ Name: 'n', Description: 'd', State: 'ENABLED' },
    ...{ EventPattern: PATTERN, SinkIds: [sink] },
  };
  const id = random.chance(0.5)
    ? encodeRfc3986(random.pick(HOSTILE_KEYS) || '\u0000')
    : '01a204f5-f092-7001-b101-30b6e8c8d65b';
  /** @type {[method: string, path: string, body?: object][]} */
  const requests = [
    ['POST', 'rules', rule],
    ['PUT', `rules/${id}`, rule],
    ['DELETE', `rules/${id}`],
    ['POST', 'test-pattern', { EventPattern: PATTERN, Event: { detail: { findings: [{ Id: ['x'] }] } } }],
    ['POST', 'test-pattern', { EventPattern: PATTERN, FindingIdentifier: identifier }],
    ['POST', 'sinks', { Name: 'n', Kind: 'webhook', State: 'DISABLED', Webhook: webhook }],
    ['POST', 'sinks', { Name: 'n', Kind: 'file', File: { Name: 'a.ndjson' } }],
    ['PUT', `sinks/${id}`, { Name: 'n', Webhook: webhook, RotateSecret: true }],
    ['DELETE', `sinks/${id}`],
    ['POST', `sinks/${random.pick([id, sink])}/test`, {}],
    ['POST', 'deliveries', { SinkId: sink, State: 'PENDING', MaxResults: 3, NextToken: 'bm90IGEgdG9rZW4=' }],
    ['GET', `deliveries/${id}`],
    ['POST', 'deliveries/retry', { DeliveryIds: [id, 'x'] }],
    ['POST', 'deliveries/retry', { SinkId: sink }],
    ['POST', 'deliveries/delete', { DeliveryIds: ['x'] }],
    ['POST', 'tails', { EventPattern: PATTERN }],
    ['POST', `tails/${id}/next`, {}],
    ['DELETE', `tails/${id}`],
    [
      'POST',
      '../action-targets/invoke',
      { ActionTargetArn: action, FindingIdentifiers: [identifier, { Id: 'x', ProductArn: 'y' }] },
    ],
    [
      'POST',
      '../action-targets/invoke',
      {
        ActionTargetArn: action,
        InsightArn: 'arn:aws:securityhub:::insight/securityhub/default/1',
        ResultValues: ['x'],
      },
    ],
  ];
  const [method, path, body] = random.pick(requests);
  return {
    operation: `${method} ${path.replace(id, '<id>')}`,
    method,
    path: `${ROOM}/${path}`.replace('/events/..', ''),
    query: {},
    body,
  };
}
