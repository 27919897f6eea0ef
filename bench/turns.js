import { progress } from './figures.js';
import { keyOf } from './reads/accounts.js';

const ROUNDS = 6;

/**
 * What was imported into an account.
 *
 * @typedef {{account: string, findings: number, seconds: number}} Side
 */

/**
 * Imports the same findings into either of two accounts, again and again, so that both have the machine's good and bad moments.
 *
 * @param {string} figure
 * @param {import('../test/support/hub.js').Hub} hub
 * @param {import('./processes.js').Load} load
 * @param {import('./options.js').Options} options
 * @param {readonly [string, string]} accounts
 * @returns {Promise<[Side, Side]>}
 */
export async function takeTurns(figure, hub, load, { findings, batch, clients, seed }, [one, other]) {
  const keys = { [one]: keyOf(one), [other]: keyOf(other) };
  const target = { urls: [hub.url], region: hub.region, keys };
  const each = Math.ceil(findings / (2 * ROUNDS) / batch) * batch;
  const until = Date.now();
  const first = { account: one, findings: 0, seconds: 0 };
  const second = { account: other, findings: 0, seconds: 0 };
  // Round 0 warms up.
  for (let number = 0; number <= ROUNDS; number++) {
    progress(`${figure}: round ${number} of ${ROUNDS}`);
    for (const side of number % 2 === 0 ? [first, second] : [second, first]) {
      const estate = { region: hub.region, accounts: [side.account], seed, until };
      const phase = { estate, from: number * each, to: (number + 1) * each, version: 1, batch };
      const result = await load.run({ phase, hub: target, clients });
      if (number === 0) continue;
      side.findings += result.findings;
      side.seconds += result.seconds;
    }
  }
  return [first, second];
}

/** @param {Side} side */
export const rateOf = ({ findings, seconds }) => findings / seconds;
