/**
 * The clients of the bench: a process of its own that signs batches beforehand and then only pushes bytes.
 * Asked over IPC, once per phase: { phase, hub, clients } → { sending } before each lot that it sends, { sent } after it,
 * and at the end { result: { findings, seconds, latencies } }.
 */
import { Connection } from '../test/support/connection.js';
import { Signer } from '../test/support/signer.js';
import { batches } from './batches.js';

/** Batches signed ahead: about 300 MB, sent long before the five minutes that a signature lives are over. */
const SIGNED_AHEAD = 1000;

/**
 * @typedef {object} Task
 * @property {import('./batches.js').Phase} phase
 * @property {Target} hub
 * @property {number} clients
 *
 * @typedef {object} Target
 * @property {string[]} urls of hubs, among which clients and requests are divided evenly
 * @property {string} region
 * @property {Record<string, import('../test/support/signer.js').Credentials>} keys by account
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
  const { urls } = hub;
  const signers = urls.map(
    (url) =>
      new Map(
        Object.entries(hub.keys).map(([account, credentials]) => [
          account,
          new Signer({ url, region: hub.region, credentials }),
        ]),
      ),
  );
  const connections = Array.from({ length: clients }, (_, place) => ({
    connection: new Connection(urls[place % urls.length] ?? ''),
    place: place % urls.length,
  }));
  /** @type {Result} */
  const result = { findings: 0, seconds: 0, latencies: [] };
  const source = batches(phase);
  for (;;) {
    const signed = await signAhead(source, signers);
    const lot = signed.reduce((sum, requests) => sum + requests.length, 0);
    if (lot === 0) break;
    process.send?.({ sending: lot });
    const started = performance.now();
    const queues = signed.map((requests) => requests.values());
    await Promise.all(
      connections.map(async ({ connection, place }) => {
        for (const request of queues[place] ?? []) {
          const sent = performance.now();
          const answer = await connection.send(request.bytes);
          result.latencies.push(performance.now() - sent);
          check(answer, request.findings);
          result.findings += request.findings;
        }
      }),
    );
    result.seconds += (performance.now() - started) / 1000;
    process.send?.({ sent: lot });
  }
  for (const { connection } of connections) connection.close();
  result.latencies.sort((a, b) => a - b);
  return result;
}

/**
 * @param {Iterator<import('./batches.js').Batch>} source
 * @param {Map<string, Signer>[]} signers of each hub, by account
 * @returns {Promise<{bytes: Buffer, findings: number}[][]>} requests for each hub
 */
async function signAhead(source, signers) {
  /** @type {{bytes: Buffer, findings: number}[][]} */
  const signed = signers.map(() => []);
  for (let number = 0; number < SIGNED_AHEAD; number++) {
    const { value, done } = source.next();
    if (done) break;
    const place = number % signers.length;
    const signer = signers[place]?.get(value.account);
    if (signer === undefined) throw new Error(`no key of account ${value.account}`);
    const headers = { 'content-type': 'application/json' };
    const bytes = await signer.bytes({ method: 'POST', path: '/findings/import', headers, body: value.body });
    signed[place]?.push({ bytes, findings: value.findings });
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
