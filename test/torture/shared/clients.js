import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../../support/client.js';
import { NoAnswer } from '../../support/connection.js';

/**
 * A client never waits longer than this: ten seconds for a database that is away, for which a request may ask once more
 * when it is back, and a statement that hangs.
 */
const BOUND_MS = 30_000;
const PAUSE_MS = 50;

/**
 * What clients met with.
 *
 * @typedef {object} Experience
 * @property {number} answers
 * @property {number} slowestMs of the times until an answer
 * @property {number} unanswered requests whose connection ended before the answer
 * @property {string[]} faults
 */

/**
 * Sends requests, each to any of the hubs, until it is told to stop. It goes on where a request failed: its outcome is
 * unknown then.
 *
 * @param {object} options
 * @param {(client: Client, productArn: string) => Promise<void>} options.step
 * @param {() => number} options.refusals how often a hub said that it cannot work at the moment
 * @param {readonly import('./estate.js').Place[]} options.places
 * @param {import('../../support/random.js').Random} options.random
 * @param {{stopped: boolean}} options.state
 * @param {Experience} options.experience
 */
export async function runClient({ step, refusals, places, random, state, experience }) {
  /** @type {Map<string, Client>} */
  const clients = new Map();
  while (!state.stopped) {
    const serving = places.filter(({ expected }) => expected);
    if (serving.length === 0) {
      await sleep(PAUSE_MS);
      continue;
    }
    const { hub } = random.pick(serving);
    const client = clients.get(hub.url) ?? new Client(hub);
    clients.set(hub.url, client);
    const before = refusals();
    const sent = performance.now();
    try {
      await step(client, hub.productArn);
      experience.answers += 1;
      experience.slowestMs = Math.max(experience.slowestMs, performance.now() - sent);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      experience.unanswered += 1;
    }
    const waited = performance.now() - sent;
    if (waited > BOUND_MS) experience.faults.push(`a client waited ${Math.round(waited)} ms`);
    if (refusals() > before) await sleep(PAUSE_MS);
  }
  for (const client of clients.values()) client.close();
}
