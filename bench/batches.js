import { makeFindings } from '../test/support/findings.js';

/**
 * @typedef {object} Phase which findings a run is about; the same phase is the same bytes in every process
 * @property {import('../test/support/findings.js').Source} source
 * @property {number} from first finding's number
 * @property {number} to one past the last finding's number
 * @property {number} version
 * @property {number} batch findings per batch
 */

/**
 * The request bodies of a phase, made one by one.
 *
 * @param {Phase} phase
 * @returns {Generator<{body: Buffer, findings: number}>}
 */
export function* batches({ source, from, to, version, batch }) {
  for (let at = from; at < to; at += batch) {
    const findings = makeFindings(source, at, Math.min(at + batch, to), version);
    yield { body: Buffer.from(JSON.stringify({ Findings: findings })), findings: findings.length };
  }
}
