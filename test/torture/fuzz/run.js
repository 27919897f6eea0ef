import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../../support/client.js';
import { Connection, NoAnswer } from '../../support/connection.js';
import { makeFindings } from '../../support/findings.js';
import { Hub } from '../../support/hub.js';
import { Random } from '../../support/random.js';
import { makeCase } from './cases.js';
import { checkAnswer } from './checks.js';
import { ENVIRONMENT, makeEventWorld } from './events.js';
import { Faults } from './faults.js';
import { checkStored, Ledger } from './stored.js';
import { makeWorld } from './world.js';

const MEGABYTE = 1024 * 1024;
const KINDS_KEPT = 40;
const MAYBE_TIMEOUT = 1500;
const ANSWER_TIMEOUT = 30_000;

/**
 * @typedef {object} FuzzReport
 * @property {number} seed
 * @property {number} requests
 * @property {Record<string, number>} statuses answers by status; `none` where the connection ended instead
 * @property {number} accepted findings that were stored, because what was done to them did no harm
 * @property {{start: number, middle: number, end: number, peak: number} | undefined} megabytes resident
 * @property {string[]} faults each with the case that caused it
 */

/**
 * Sends hostile requests to a hub and looks for anything but a proper refusal.
 *
 * @param {{requests: number, seed: number, connections?: number, settle?: number, progress?: (text: string) => void}} options
 *   `settle`: milliseconds of rest before memory is read
 * @returns {Promise<FuzzReport>}
 */
export async function runFuzz({
  requests,
  seed,
  connections = 8,
  settle = 3000,
  progress = () => undefined,
}) {
  const hub = await Hub.start({ env: ENVIRONMENT });
  const source = { account: hub.account, region: hub.region, seed };
  const untouched = makeFindings(source, 0, 40);
  const victims = makeFindings(source, 40, 60);
  const client = new Client(hub);
  /** @type {Record<string, number>} */
  const statuses = {};
  const faults = new Faults();
  const ledger = new Ledger([...untouched, ...victims]);
  try {
    await client.importFindings([...untouched, ...victims]);
    const before = await client.allFindings();
    const greeting = hub.noise;
    const events = await makeEventWorld(client);
    const world = await makeWorld(
      hub,
      seed,
      victims.map(({ Id }) => Id),
      events,
    );
    const { pid } = hub;
    let sent = 0;
    const memory = { start: 0, middle: 0, end: 0, peak: 0 };

    /** @param {number} until @param {Random} random */
    const worker = async (until, random) => {
      const connection = new Connection(hub.url, ANSWER_TIMEOUT);
      while (sent < until && faults.kinds < KINDS_KEPT && hub.running) {
        sent += 1;
        if (sent % 5000 === 0) progress(`${sent} of ${requests} requests, ${faults.kinds} kinds of fault`);
        const hostile = await makeCase(random, world);
        const answer = await deliver(hub, connection, hostile);
        statuses[answer?.status ?? 'none'] = (statuses[answer?.status ?? 'none'] ?? 0) + 1;
        const found =
          answer === undefined
            ? hostile.expect === 'answer'
              ? ['no answer']
              : []
            : checkAnswer(hostile, answer);
        for (const fault of found) faults.add(hostile.name, fault);
        try {
          if (answer !== undefined) ledger.note(hostile, answer);
        } catch (error) {
          faults.add(
            hostile.name,
            `taken, though it is not JSON: ${error} ${hostile.imported?.slice(0, 500)}`,
          );
        }
      }
      connection.close();
    };
    /** @param {number} share @param {number} round */
    const phase = async (share, round) => {
      const until = Math.floor(requests * share);
      await Promise.all(
        Array.from({ length: connections }, (_, number) =>
          worker(until, new Random(seed * 1000 + round * 100 + number)),
        ),
      );
      await sleep(settle);
      return Math.round(((await hub.memory())?.resident ?? Number.NaN) / MEGABYTE);
    };
    memory.start = await phase(0.1, 1);
    memory.middle = await phase(0.5, 2);
    memory.end = await phase(1, 3);
    memory.peak = Math.round(((await hub.memory())?.peak ?? Number.NaN) / MEGABYTE);

    if (!hub.running || hub.pid !== pid) faults.add('after', `the hub is gone (${hub.ended}): ${hub.noise}`);
    else for (const fault of await checkStored(client, before, untouched, ledger)) faults.add('after', fault);
    if (hub.running) for (const fault of await events.check()) faults.add('after', fault);
    for (const line of hub.errors)
      faults.add('log', `an error was logged: ${JSON.stringify(line).slice(0, 1500)}`);
    if (hub.noise !== greeting) faults.add('log', `the hub wrote: ${hub.noise.slice(greeting.length)}`);
    const megabytes = Number.isNaN(memory.start) ? undefined : memory;
    return {
      seed,
      requests: sent,
      statuses,
      accepted: ledger.accepted.size,
      megabytes,
      faults: faults.list(),
    };
  } finally {
    client.close();
    await hub.remove();
  }
}

/**
 * @param {Hub} hub
 * @param {Connection} shared
 * @param {import('./cases.js').Case} hostile
 * @returns {Promise<import('../../support/connection.js').Answer | undefined>} undefined if there was none
 */
async function deliver(hub, shared, hostile) {
  const head = hostile.head ?? false;
  if (hostile.expect === 'maybe') {
    const connection = new Connection(hub.url, MAYBE_TIMEOUT);
    const answer = await connection.send(hostile.bytes, { head, end: true }).catch(ended);
    connection.close();
    return answer;
  }
  // A keep-alive connection may end between two requests through no fault of this one: try again on a fresh one.
  return (
    (await shared.send(hostile.bytes, { head }).catch(ended)) ??
    shared.send(hostile.bytes, { head }).catch(ended)
  );
}

/** @param {unknown} error */
function ended(error) {
  if (error instanceof NoAnswer) return undefined;
  throw error;
}
