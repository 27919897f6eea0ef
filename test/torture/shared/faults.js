import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What goes wrong, and how it ends. When it resolves, everything works again, as far as that is anybody's doing.
 *
 * @typedef {object} Trouble
 * @property {import('./estate.js').Estate} estate
 * @property {import('../../support/random.js').Random} random
 * @property {number} longest milliseconds that anything stays away
 *
 * @typedef {(trouble: Trouble) => Promise<void>} Fault
 */

/** For longer than hubs wait for their database, sometimes: then they answer that they cannot work. */
const away = (/** @type {Trouble} */ { random, longest }) =>
  sleep(Math.min(longest, random.chance(0.2) ? random.integer(11_000, 14_000) : random.integer(0, 4000)));

/** @type {Record<string, Fault>} */
export const FAULTS = {
  'the database stops': async (trouble) => {
    const { server } = trouble.estate;
    await server.stop();
    await away(trouble);
    await server.start();
  },
  'the database crashes': async (trouble) => {
    const { server } = trouble.estate;
    await server.crash();
    await away(trouble);
    await server.start();
  },
  'connections are cut': async ({ estate: { places }, random }) => {
    for (let cuts = random.integer(1, 5); cuts > 0; cuts--) {
      random.pick(places).network.cut();
      await sleep(random.integer(0, 200));
    }
  },
  'the answer to a COMMIT is lost': async ({ estate: { places }, random }) => {
    random.pick(places).network.loseAnswer('COMMIT');
    await sleep(random.integer(100, 1000));
  },
  'a COMMIT is lost': async ({ estate: { places }, random }) => {
    random.pick(places).network.loseRequest('COMMIT');
    await sleep(random.integer(100, 1000));
  },
  'the network hangs': async ({ estate: { places }, random, longest }) => {
    const { network } = random.pick(places);
    network.hang();
    await sleep(Math.min(longest, random.integer(500, 8000)));
    network.heal();
  },
  'a hub is killed': async ({ estate: { places }, random, longest }) => {
    const place = random.pick(places);
    await restart(place, () => sleep(Math.min(longest, random.integer(0, 2000))));
  },
  'a hub is killed while the database is away': async (trouble) => {
    const { server, places } = trouble.estate;
    await server.crash();
    await restart(trouble.random.pick(places), async () => {
      await away(trouble);
      await server.start();
    });
  },
};

/**
 * @param {import('./estate.js').Place} place
 * @param {() => Promise<void>} meanwhile
 */
async function restart(place, meanwhile) {
  // Whoever has a request under way learns of it by the end of the connection.
  place.expected = false;
  await place.hub.kill();
  await meanwhile();
  await place.hub.start();
  place.expected = true;
}
