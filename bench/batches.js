import { makeFindings } from '../test/support/findings.js';
import { estateFinding } from './reads/estate.js';

/**
 * Which findings a run is about; the same phase is the same bytes in every process. Either those of one source, or
 * those of an estate, whose accounts take turns, a batch each.
 *
 * @typedef {object} Phase
 * @property {import('../test/support/findings.js').Source} [source]
 * @property {import('./reads/estate.js').Estate} [estate]
 * @property {number} from first finding's number; of an estate, the first of a batch
 * @property {number} to one past the last finding's number
 * @property {number} version of a source's findings; an estate's have only the first
 * @property {number} batch findings per batch
 *
 * @typedef {object} Batch
 * @property {string} account whose findings they are
 * @property {Buffer} body
 * @property {number} findings
 */

/**
 * The request bodies of a phase, made one by one.
 *
 * @param {Phase} phase
 * @returns {Generator<Batch>}
 */
export function* batches({ source, estate, from, to, version, batch }) {
  for (let at = from; at < to; at += batch) {
    const count = Math.min(batch, to - at);
    if (source !== undefined) yield pack(source.account, makeFindings(source, at, at + count, version));
    if (estate !== undefined) yield estateBatch(estate, at / batch, batch, count);
  }
}

/**
 * @param {import('./reads/estate.js').Estate} estate
 * @param {number} turn
 * @param {number} batch findings per batch
 * @param {number} count findings of this one
 */
function estateBatch(estate, turn, batch, count) {
  const account = turn % estate.accounts.length;
  const first = Math.floor(turn / estate.accounts.length) * batch;
  const findings = Array.from({ length: count }, (_, nth) => estateFinding(estate, account, first + nth));
  return pack(estate.accounts[account] ?? '', findings);
}

/**
 * @param {string} account
 * @param {object[]} findings
 * @returns {Batch}
 */
const pack = (account, findings) => ({
  account,
  body: Buffer.from(JSON.stringify({ Findings: findings })),
  findings: findings.length,
});
