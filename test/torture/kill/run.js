import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../../support/client.js';
import { Hub } from '../../support/hub.js';
import { Random } from '../../support/random.js';
import { tellAll, verifyEvents } from './events.js';
import { verify } from './verify.js';
import { Writer } from './writer.js';

/**
 * Kills a hub without warning at random moments while four clients write to it, starts it again on the same data and
 * compares what it holds with what it acknowledged, and at the end what it told of with what it holds.
 *
 * @param {{kills: number, seed: number, clients?: number, longest?: number, progress?: (text: string) => void}} options
 *   `longest`: milliseconds that a hub lives at most
 * @returns {Promise<{kills: number, requests: number, findings: number, events: number, faults: string[]}>}
 */
export async function runKills({ kills, seed, clients = 4, longest = 1500, progress = () => undefined }) {
  const random = new Random(seed);
  // Relative to the data folder, in which the hub is started.
  const hub = await Hub.start({ env: { DOCKET_EVENTS_FOLDER: 'events' } });
  const source = { account: hub.account, region: hub.region, seed };
  const writers = Array.from(
    { length: clients },
    (_, number) => new Writer(source, new Random(seed + 1 + number), number, clients),
  );
  /** @type {string[]} */
  const faults = [];
  let findings = 0;
  let events = 0;
  try {
    await tellAll(hub);
    for (let kill = 1; kill <= kills && faults.length === 0; kill++) {
      const writing = Promise.all(writers.map((writer) => writer.run(hub)));
      await Promise.race([sleep(random.integer(5, longest)), writing]);
      await hub.kill();
      await writing;
      await hub.start();
      const stored = await readAll(hub);
      findings = stored.length;
      const known = new Map(writers.flatMap((writer) => [...writer.known]));
      faults.push(...verify(source, stored, known), ...writers.flatMap((writer) => writer.failures));
      const last = kill === kills ? await verifyEvents(hub, stored) : { told: 0, faults: [] };
      events = last.told;
      faults.push(...last.faults);
      progress(`kill ${kill} of ${kills}: ${findings} findings, ${faults.length} faults`);
    }
  } finally {
    await hub.remove();
  }
  const requests = writers.reduce((sum, writer) => sum + writer.requests, 0);
  return { kills, requests, findings, events, faults };
}

/** @param {Hub} hub */
async function readAll(hub) {
  const client = new Client(hub);
  try {
    return await client.allFindings();
  } finally {
    client.close();
  }
}
