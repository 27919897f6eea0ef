import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFaultyNetwork } from '../../../packages/hub/dist/testing/postgres/network.js';
import { startPostgres } from '../../../packages/hub/dist/testing/postgres/server.js';
import { Hub } from '../../support/hub.js';

/** Every hub has them in common. */
const MASTER_KEY = '0f'.repeat(32);
/** What a hub waits for, for the time that a client may wait to be known: see `BOUND_MS`. */
const LIMITS = { statement_timeout: '4s', connect_timeout: '2s' };

/**
 * A database with several hubs on it, each by a network of its own.
 *
 * @typedef {object} Estate
 * @property {import('../../../packages/hub/dist/testing/postgres/server.js').PostgresServer} server
 * @property {Place[]} places
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Place
 * @property {Hub} hub
 * @property {import('../../../packages/hub/dist/testing/postgres/network.js').FaultyNetwork} network
 * @property {boolean} expected whether the hub is one that requests are sent to
 */

/**
 * @param {number} hubs
 * @returns {Promise<Estate>}
 */
export async function openEstate(hubs) {
  const folder = await mkdtemp(join(tmpdir(), 'docket-shared-'));
  const server = await startPostgres();
  /** @type {Place[]} */
  const places = [];
  const close = async () => {
    for (const { hub } of places) await hub.kill();
    for (const { network } of places) await network.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const networks = await Promise.all(Array.from({ length: hubs }, () => startFaultyNetwork(server.url)));
    // All at once, on an empty database.
    const started = await Promise.all(
      networks.map(async (network, number) => ({
        ...{ network, expected: true },
        hub: await Hub.start({
          data: await mkdtemp(join(folder, `hub-${number}-`)),
          env: { DOCKET_DATABASE_URL: withLimits(network.url), DOCKET_MASTER_KEY: MASTER_KEY },
        }),
      })),
    );
    places.push(...started);
    return { server, places, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {string} text */
function withLimits(text) {
  const url = new URL(text);
  for (const [name, value] of Object.entries(LIMITS)) url.searchParams.set(name, value);
  return url.href;
}
