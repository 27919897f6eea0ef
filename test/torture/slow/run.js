import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '../../support/client.js';
import { makeFindings } from '../../support/findings.js';
import { Hub } from '../../support/hub.js';
import { Signer } from '../../support/signer.js';

const MEGABYTE = 1024 * 1024;
const TRICKLE_MS = 100;

/**
 * @typedef {object} SlowReport
 * @property {number} connections slow ones that were opened
 * @property {number} imports that an honest client made meanwhile
 * @property {number} slowestMs the honest client's longest wait
 * @property {{before: number, during: number, after: number} | undefined} megabytes resident; `during` is the highest seen
 * @property {string[]} faults
 */

/**
 * Holds many connections that send their requests a byte at a time, or most of a large body and then nothing, while an
 * honest client goes on importing.
 *
 * @param {{connections: number, seconds: number, settle?: number, progress?: (text: string) => void}} options
 * @returns {Promise<SlowReport>}
 */
export async function runSlow({ connections, seconds, settle = 2000, progress = () => undefined }) {
  const hub = await Hub.start();
  const source = { account: hub.account, region: hub.region, seed: 9 };
  const client = new Client(hub);
  /** @type {string[]} */
  const faults = [];
  /** @type {SlowClient[]} */
  const slow = [];
  const resident = async () => Math.round(((await hub.memory())?.resident ?? Number.NaN) / MEGABYTE);
  try {
    await client.importFindings(makeFindings(source, 0, 100));
    const before = await resident();
    const requests = await prepare(hub);
    for (let number = 0; number < connections; number++) {
      slow.push(new SlowClient(hub.url, requests[number % requests.length] ?? requests[0]));
    }
    const until = performance.now() + seconds * 1000;
    let imports = 0;
    let slowestMs = 0;
    let during = 0;
    while (performance.now() < until) {
      const sent = performance.now();
      const answer = await client.importFindings(makeFindings(source, imports * 10, imports * 10 + 10, 2));
      slowestMs = Math.max(slowestMs, performance.now() - sent);
      if (answer.status !== 200)
        faults.push(`an honest client was answered ${answer.status}: ${answer.body}`);
      imports += 1;
      during = Math.max(during, await resident());
      await sleep(20);
    }
    progress(`${connections} slow connections, ${imports} imports meanwhile, ${during} MB`);
    for (const one of slow) one.close();
    await sleep(settle);
    const after = await resident();
    if (!hub.running) faults.push(`the hub is gone (${hub.ended}): ${hub.noise}`);
    const megabytes = Number.isNaN(before) ? undefined : { before, during, after };
    return { connections, imports, slowestMs: Math.round(slowestMs), megabytes, faults };
  } finally {
    for (const one of slow) one.close();
    client.close();
    await hub.remove();
  }
}

/**
 * What the slow clients send: how much of it at once, and the rest byte by byte.
 *
 * @typedef {{bytes: Buffer, atOnce: number, trickle: boolean}} SlowRequest
 *
 * @param {Hub} hub
 * @returns {Promise<[SlowRequest, ...SlowRequest[]]>}
 */
async function prepare(hub) {
  const signer = new Signer(hub);
  const headers = { 'content-type': 'application/json' };
  const body = Buffer.alloc(5.5 * MEGABYTE, 0x20);
  const large = await signer.bytes({ method: 'POST', path: '/findings/import', headers, body });
  const small = await signer.bytes({
    method: 'POST',
    path: '/findings/import',
    headers,
    body: '{"Findings":[]}',
  });
  const unsigned = Buffer.concat([
    Buffer.from(`POST /findings/import HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`),
    body,
  ]);
  return [
    { bytes: small, atOnce: 0, trickle: true },
    { bytes: large, atOnce: large.length - 1, trickle: false },
    { bytes: small, atOnce: small.length - 5, trickle: false },
    { bytes: unsigned, atOnce: unsigned.length - 1, trickle: false },
    { bytes: large, atOnce: 2000, trickle: true },
    { bytes: Buffer.alloc(1), atOnce: 0, trickle: false },
  ];
}

class SlowClient {
  #socket;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /**
   * @param {string} url
   * @param {SlowRequest} request
   */
  constructor(url, { bytes, atOnce, trickle }) {
    const { hostname, port } = new URL(url);
    this.#socket = connect({ host: hostname, port: Number(port) });
    // The hub may cut it off at any moment; that is its right.
    this.#socket.on('error', () => this.close());
    this.#socket.on('close', () => this.close());
    this.#socket.resume();
    if (atOnce > 0) this.#socket.write(bytes.subarray(0, atOnce));
    if (!trickle) return;
    let at = atOnce;
    this.#timer = setInterval(() => {
      if (at < bytes.length && this.#socket.writable) this.#socket.write(bytes.subarray(at, ++at));
    }, TRICKLE_MS);
  }

  close() {
    clearInterval(this.#timer);
    this.#socket.destroy();
  }
}
