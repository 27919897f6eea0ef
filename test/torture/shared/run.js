import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Client } from '../../support/client.js';
import { Random } from '../../support/random.js';
import { verify } from '../kill/verify.js';
import { Writer } from '../kill/writer.js';
import { runClient } from './clients.js';
import { openEstate } from './estate.js';
import { FAULTS } from './faults.js';

const HUBS = 2;
/** Pairs of clients: of each pair, one imports the findings that the other decides on. */
const PAIRS = 2;
/** Findings of a pair, so that both meet at the same ones. */
const MOST = 600;
/** For all hubs to be ready again after a fault. */
const RECOVERY_MS = 15_000;

/**
 * @typedef {object} SharedReport
 * @property {number} seconds
 * @property {Record<string, number>} happened how often each fault did
 * @property {number} requests
 * @property {number} refused answers that the hub cannot work at the moment
 * @property {number} unanswered
 * @property {number} findings held at the end
 * @property {number} slowestMs of the times until an answer
 * @property {string[]} faults
 */

/**
 * Two hubs on one database, and four clients that write to both, while the database, the network and the hubs break at
 * random. At the end, what is stored is compared with what was acknowledged.
 *
 * @param {object} options
 * @param {number} options.seconds at least: every fault happens once
 * @param {number} options.seed
 * @param {number} [options.longest] milliseconds that anything stays away
 * @param {(text: string) => void} [options.progress]
 * @returns {Promise<SharedReport>}
 */
export async function runShared({ seconds, seed, longest = 14_000, progress = () => undefined }) {
  const random = new Random(seed);
  const estate = await openEstate(HUBS);
  const { places } = estate;
  const [first] = places;
  if (first === undefined) throw new Error('there is no hub');
  const source = { account: first.hub.account, region: first.hub.region, seed };
  const writers = Array.from(
    { length: PAIRS },
    (_, number) => new Writer(source, new Random(seed + 1 + number), number, PAIRS, MOST),
  );
  const state = { stopped: false };
  /** @type {import('./clients.js').Experience} */
  const experience = { answers: 0, slowestMs: 0, unanswered: 0, faults: [] };
  const { faults } = experience;
  /** @type {Record<string, number>} */
  const happened = {};
  try {
    const clients = writers.flatMap((writer, number) => {
      writer.patient = true;
      const common = { places, state, experience, refusals: () => writer.refusals };
      return [
        runClient({
          ...common,
          random: new Random(seed + 11 + number),
          step: (client) => writer.import(client),
        }),
        runClient({
          ...common,
          random: new Random(seed + 21 + number),
          step: async (client, productArn) => {
            if (writer.known.size > 0) await writer.decide(client, productArn);
            else await sleep(10);
          },
        }),
      ];
    });
    const end = performance.now() + seconds * 1000;
    // Each kind once in a random order, then any.
    const due = shuffled(Object.keys(FAULTS), random);
    while ((due.length > 0 || performance.now() < end) && faults.length === 0) {
      await sleep(random.integer(200, 2000));
      const name = due.shift() ?? random.pick(Object.keys(FAULTS));
      happened[name] = (happened[name] ?? 0) + 1;
      progress(`${name}; ${experience.answers} answers so far`);
      await FAULTS[name]?.({ estate, random, longest });
      faults.push(...(await recovered(places)));
    }
    state.stopped = true;
    await Promise.all(clients);
    for (const { network } of places) network.heal();
    // A hub that is gone has nothing to compare.
    if (faults.length === 0) faults.push(...(await compare(estate, source, writers)));
  } finally {
    state.stopped = true;
    await estate.close();
  }
  faults.push(...writers.flatMap(({ failures }) => failures));
  const sum = (/** @type {(writer: Writer) => number} */ of) =>
    writers.reduce((total, writer) => total + of(writer), 0);
  return {
    ...{ seconds, happened },
    requests: sum(({ requests }) => requests),
    refused: sum(({ refusals }) => refusals),
    unanswered: experience.unanswered,
    findings: sum(({ known }) => known.size),
    slowestMs: Math.round(experience.slowestMs),
    faults,
  };
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {Random} random
 */
function shuffled(items, random) {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

/**
 * Waits until every hub says that it is ready.
 *
 * @param {readonly import('./estate.js').Place[]} places
 * @returns {Promise<string[]>} faults
 */
async function recovered(places) {
  const faults = await Promise.all(
    places.map(async ({ hub }, number) => {
      const started = performance.now();
      for (;;) {
        const asked = performance.now();
        const answer = await fetch(`${hub.url}/_docket/ready`).catch(() => undefined);
        await answer?.arrayBuffer();
        if (answer?.status === 200) return [];
        // A load balancer must not wait for the answer.
        const waited = performance.now() - asked;
        if (waited > 4000)
          return [`hub ${number} did not say within ${Math.round(waited)} ms whether it is ready`];
        if (performance.now() - started > RECOVERY_MS)
          return [
            `hub ${number} is not ready again (${hub.ended ?? 'it runs'}): ${hub.noise}${lastErrors(hub)}`,
          ];
        await sleep(50);
      }
    }),
  );
  return faults.flat();
}

/** @param {import('../../support/hub.js').Hub} hub */
const lastErrors = ({ errors }) => JSON.stringify(errors.slice(-3));

/**
 * @param {import('./estate.js').Estate} estate
 * @param {import('../../support/findings.js').Source} source
 * @param {readonly Writer[]} writers
 */
async function compare({ server, places }, source, writers) {
  const known = new Map(writers.flatMap((writer) => [...writer.known]));
  const [stored = [], ...others] = await Promise.all(places.map(({ hub }) => readAll(hub)));
  const faults = verify(source, stored, known);
  for (const other of others) {
    if (textOf(other) !== textOf(stored)) faults.push('two hubs on one database answer differently');
  }
  const database = new pg.Client({ connectionString: server.url });
  await database.connect();
  const twice = await database.query(
    'SELECT key FROM history GROUP BY account, key HAVING sum(created) <> 1 LIMIT 5',
  );
  const orphans = await database.query('SELECT key FROM documents EXCEPT SELECT key FROM findings LIMIT 5');
  await database.end();
  faults.push(...twice.rows.map(({ key }) => `${key}: created more than once, by its history`));
  faults.push(...orphans.rows.map(({ key }) => `${key}: a document without a finding`));
  return faults;
}

/** @param {Record<string, unknown>[]} findings */
const textOf = (findings) =>
  JSON.stringify(findings.toSorted((one, other) => (String(one.Id) < String(other.Id) ? -1 : 1)));

/** @param {import('../../support/hub.js').Hub} hub */
async function readAll(hub) {
  const client = new Client(hub);
  try {
    return await client.allFindings();
  } finally {
    client.close();
  }
}
