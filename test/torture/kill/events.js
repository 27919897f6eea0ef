import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Client } from '../../support/client.js';

const FILE = 'all.ndjson';
/** What a hub was about to send when it was killed is sent again half a minute later. */
const WAIT_MS = 90_000;

/** @param {string} data folder of the hub, which is started in it */
const eventsFolder = (data) => join(data, 'events');

/**
 * Has every event written into a file.
 *
 * @param {import('../../support/hub.js').Hub} hub
 */
export async function tellAll(hub) {
  const client = new Client(hub);
  const must = async (/** @type {string} */ path, /** @type {object} */ body) => {
    const { status, json } = await client.call('POST', `/_docket/events/${path}`, body);
    if (status !== 201) throw new Error(`${path} answered ${status}: ${JSON.stringify(json)}`);
    return json;
  };
  try {
    const { Sink } = await must('sinks', { Name: 'all', Kind: 'file', File: { Name: FILE } });
    const EventPattern = { source: ['aws.securityhub'] };
    await must('rules', { Name: 'all', EventPattern, SinkIds: [Sink.Id] });
  } finally {
    client.close();
  }
}

/**
 * Waits until everything is delivered, and compares what was told with what is stored: of each finding, its last state
 * must have been told.
 *
 * @param {import('../../support/hub.js').Hub} hub
 * @param {readonly Record<string, unknown>[]} stored
 * @returns {Promise<{told: number, faults: string[]}>}
 */
export async function verifyEvents(hub, stored) {
  const client = new Client(hub);
  try {
    const end = performance.now() + WAIT_MS;
    for (let pending = 1; pending > 0; await sleep(100)) {
      const { json } = await client.call('GET', '/_docket/events/sinks');
      pending = json.Sinks[0].Health.Pending;
      if (performance.now() > end) return { told: 0, faults: [`${pending} events are not delivered`] };
    }
  } finally {
    client.close();
  }
  const text = await readFile(join(eventsFolder(hub.data), FILE), 'utf8');
  return compareTold(text, stored);
}

/**
 * A kill may leave half a line: that event must have been told again, whole.
 *
 * @param {string} text one event a line
 * @param {readonly Record<string, unknown>[]} stored
 */
export function compareTold(text, stored) {
  const lines = text.split('\n').slice(0, -1);
  const whole = lines.filter(isWhole);
  const torn = lines.filter((line) => !isWhole(line));
  /** @type {Map<string, unknown[]>} */
  const told = new Map();
  for (const line of whole) {
    const [finding] = JSON.parse(line).detail.findings;
    told.set(finding.Id, [...(told.get(finding.Id) ?? []), finding]);
  }
  const faults = [
    ...stored
      .filter((finding) => !told.get(String(finding.Id))?.some((one) => isDeepStrictEqual(one, finding)))
      .map(({ Id }) => `${Id}: its last state was told to nobody`),
    ...torn
      .filter((line) => !whole.some((other) => other.startsWith(line)))
      .map((line) => `was told by half only, or not in a line of its own: ${line.slice(0, 200)}`),
  ];
  return { told: whole.length, faults };
}

/** @param {string} line */
function isWhole(line) {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
