/**
 * The clients of the bench: a process of its own that signs batches beforehand and then only pushes bytes.
 * Asked over IPC, once per phase: { phase, hub, clients } → { findings, seconds, latencies }.
 */
import { Connection } from '../test/support/connection.js';
import { Signer } from '../test/support/signer.js';
import { batches } from './batches.js';

/** Batches signed ahead: about 300 MB, sent long before the five minutes that a signature lives are over. */
const SIGNED_AHEAD = 1000;

/**
 * @typedef {object} Task
 * @property {import('./batches.js').Phase} phase
 * @property {{url: string, region: string, credentials: import('../test/support/signer.js').Credentials}} hub
 * @property {number} clients
 *
 * @typedef {object} Result
 * @property {number} findings
 * @property {number} seconds spent sending, without making and signing
 * @property {number[]} latencies milliseconds per batch, ascending
 */

/**
 * @param {Task} task
 * @returns {Promise<Result>}
 */
async function run({ phase, hub, clients }) {
  const signer = new Signer(hub);
  const connections = Array.from({ length: clients }, () => new Connection(hub.url));
  /** @type {Result} */
  const result = { findings: 0, seconds: 0, latencies: [] };
  const source = batches(phase);
  for (;;) {
    const signed = await signAhead(source, signer);
    if (signed.length === 0) break;
    const started = performance.now();
    let next = 0;
    await Promise.all(
      connections.map(async (connection) => {
        for (let request = signed[next++]; request !== undefined; request = signed[next++]) {
          const sent = performance.now();
          const answer = await connection.send(request.bytes);
          result.latencies.push(performance.now() - sent);
          check(answer, request.findings);
          result.findings += request.findings;
        }
      }),
    );
    result.seconds += (performance.now() - started) / 1000;
  }
  for (const connection of connections) connection.close();
  result.latencies.sort((a, b) => a - b);
  return result;
}

/**
 * @param {Iterator<{body: Buffer, findings: number}>} source
 * @param {Signer} signer
 */
async function signAhead(source, signer) {
  const signed = [];
  while (signed.length < SIGNED_AHEAD) {
    const { value, done } = source.next();
    if (done) break;
    const headers = { 'content-type': 'application/json' };
    const bytes = await signer.bytes({ method: 'POST', path: '/findings/import', headers, body: value.body });
    signed.push({ bytes, findings: value.findings });
  }
  return signed;
}

/**
 * @param {import('../test/support/connection.js').Answer} answer
 * @param {number} findings
 */
function check(answer, findings) {
  const text = answer.body.toString();
  if (answer.status !== 200 || JSON.parse(text).SuccessCount !== findings) {
    throw new Error(`an import answered ${answer.status}: ${text.slice(0, 1000)}`);
  }
}

process.on('message', (/** @type {Task} */ task) => {
  run(task).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: String(error) }),
  );
});
