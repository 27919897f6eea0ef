import { expect } from 'vitest';
import type { Client } from '../../testing/client.js';

/** A call that must be answered with 2xx; gives what the answer holds. */
export async function must(
  client: Client,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, never>> {
  const { status, json, text } = await client.call(method, `/_docket/${path}`, body);
  expect(status, text).toBeLessThan(300);
  return Object(json);
}

/** Makes a webhook; gives its id and its secret. */
export async function addWebhook(
  client: Client,
  url: string,
  webhook: object = {},
): Promise<{ id: string; secret: string }> {
  const body = { Name: 'receiver', Kind: 'webhook', Webhook: { Url: url, ...webhook } };
  const { Sink, Secret } = await must(client, 'POST', 'events/sinks', body);
  return { id: Object(Sink).Id, secret: Secret ?? '' };
}

/** Makes a rule; gives its id. */
export async function addRule(
  client: Client,
  EventPattern: object,
  SinkIds: readonly string[],
): Promise<string> {
  const { Rule } = await must(client, 'POST', 'events/rules', { Name: 'a rule', EventPattern, SinkIds });
  return Object(Rule).Id;
}

export const IMPORTED = { 'detail-type': ['Security Hub Findings - Imported'] };
