import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '../../test/support/client.js';
import { percentile, print, progress, round, summary } from '../figures.js';
import { Load } from '../processes.js';
import { accountNumber, keyOf, makeAccount } from './accounts.js';

/** Findings between two notes of how far it is. */
const STEP = 50_000;
const NOTE = 'bench.json';

/**
 * What is in a store, written into its folder: with it, findings are known without asking the hub.
 *
 * @typedef {object} Note
 * @property {number} seed
 * @property {number} accounts
 * @property {number} until milliseconds since 1970
 * @property {number} filled findings in it
 *
 * @typedef {object} Store
 * @property {import('../../test/support/hub.js').Hub} hub
 * @property {Load} load
 * @property {import('./estate.js').Estate} estate
 * @property {Record<string, import('../../test/support/signer.js').Credentials>} keys by account
 * @property {number} stored findings in it
 * @property {(findings: number, on?: {sending?: () => void, sent?: () => void}) => Promise<import('../load.js').Result>} add
 *   imports as many new findings as fast as it can
 * @property {() => Promise<void>} close stops the hub; its folder goes unless it was named
 */

/**
 * A hub with so many findings at least. In a folder that was named, those of earlier runs are there already.
 *
 * @param {import('../options.js').Options} options
 * @param {import('../engines.js').Engine} engine
 * @param {import('../../test/support/hub.js').HubOptions} hubOptions
 * @returns {Promise<Store>}
 */
export async function openStore(options, engine, hubOptions) {
  const { data } = options;
  if (data !== undefined) await mkdir(data, { recursive: true });
  const hub = await engine.start(data === undefined ? hubOptions : { ...hubOptions, data });
  const load = new Load();
  const close = async () => {
    load.close();
    await hub.remove();
  };
  try {
    const note = (await readNote(hub.data)) ?? (await firstNote(hub, options));
    const { seed, until } = note;
    const accounts = Array.from({ length: note.accounts }, (_, place) => accountNumber(place));
    const estate = { region: hub.region, accounts, seed, until };
    const keys = Object.fromEntries(accounts.map((account) => [account, keyOf(account)]));
    const { clients, batch } = options;
    /** @type {Store['add']} */
    const add = async (findings, on) => {
      const to = note.filled + Math.ceil(findings / batch) * batch;
      const phase = { estate, from: note.filled, to, version: 1, batch };
      const result = await load.run(
        { phase, hub: { urls: [hub.url], region: hub.region, keys }, clients },
        on,
      );
      note.filled = to;
      store.stored = to;
      await writeFile(join(hub.data, NOTE), JSON.stringify(note));
      return result;
    };
    const store = { hub, load, estate, keys, stored: note.filled, add, close };
    await fill(store, options.stored);
    return store;
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * @param {Store} store
 * @param {number} goal
 */
async function fill(store, goal) {
  /** @type {number[]} */
  const rates = [];
  while (store.stored < goal) {
    const { rate } = summary(await store.add(Math.min(STEP, goal - store.stored)));
    rates.push(rate);
    progress(`stored: ${store.stored} of ${goal} findings, ${rate} a second`);
  }
  if (rates.length === 0) return;
  const median = percentile(
    [...rates].sort((left, right) => left - right),
    0.5,
  );
  print({
    figure: 'fill',
    stored: store.stored,
    accounts: store.estate.accounts.length,
    firstRate: rates[0],
    medianRate: round(median),
    lastRate: rates.at(-1),
    unit: 'findings/s',
  });
}

/**
 * @param {string} folder
 * @returns {Promise<Note | undefined>}
 */
async function readNote(folder) {
  const text = await readFile(join(folder, NOTE), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

/**
 * @param {import('../../test/support/hub.js').Hub} hub
 * @param {import('../options.js').Options} options
 * @returns {Promise<Note>}
 */
async function firstNote(hub, { seed, accounts }) {
  const admin = new Client(hub);
  try {
    for (let place = 0; place < accounts; place++) await makeAccount(admin, hub.region, accountNumber(place));
  } finally {
    admin.close();
  }
  const note = { seed, accounts, until: Date.now(), filled: 0 };
  await writeFile(join(hub.data, NOTE), JSON.stringify(note));
  return note;
}
