import { request } from 'node:http';
import { Signer } from '../../test/support/signer.js';
import { megabytes, print, progress, round } from '../figures.js';

const FORMATS = ['ndjson', 'csv'];
const PATH = '/_docket/export';
const NEWLINE = 0x0a;
const SAMPLE_MS = 50;

/**
 * Exports account after account, a connection each, and only counts lines.
 *
 * @param {import('./store.js').Store} store
 * @returns {Promise<boolean>} whether everything came
 */
export async function measureExport(store) {
  let right = true;
  for (const format of FORMATS) {
    progress(`export: ${format}`);
    const line = { figure: 'export', stored: store.stored, format };
    try {
      print({ ...line, ...(await exportAll(store, format)) });
    } catch (error) {
      right = false;
      print({ ...line, error: String(error) });
    }
  }
  return right;
}

/**
 * @param {import('./store.js').Store} store
 * @param {string} format
 */
async function exportAll({ hub, keys, stored }, format) {
  let findings = 0;
  let bytes = 0;
  let seconds = 0;
  const resident = await watchMemory(hub);
  for (const credentials of Object.values(keys)) {
    const signer = new Signer({ url: hub.url, region: hub.region, credentials });
    const signed = await signer.sign({ method: 'GET', path: PATH, query: { format } });
    const started = performance.now();
    const counted = await count(hub.url + signed.target, signed.headers);
    seconds += (performance.now() - started) / 1000;
    bytes += counted.bytes;
    // The first line of a CSV file names the columns.
    findings += counted.lines - (format === 'csv' ? 1 : 0);
  }
  const memory = resident.stop();
  if (findings !== stored) throw new Error(`${findings} of ${stored} findings came`);
  return {
    findings,
    seconds: round(seconds, 2),
    rate: round(findings / seconds),
    unit: 'findings/s',
    megabytesPerSecond: round(megabytes(bytes) / seconds),
    hubMegabytesBefore: megabytes(memory.before),
    hubMegabytesMost: megabytes(memory.most),
  };
}

/**
 * Looks at the hub's resident memory until it is told to stop; NaN where the system does not tell.
 *
 * @param {import('../../test/support/hub.js').Hub} hub
 */
async function watchMemory(hub) {
  const look = async () => (await hub.memory())?.resident ?? Number.NaN;
  const before = await look();
  let most = before;
  const timer = setInterval(async () => {
    most = Math.max(most, await look());
  }, SAMPLE_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return { before, most };
    },
  };
}

/**
 * @param {string} url
 * @param {Record<string, string>} headers
 * @returns {Promise<{lines: number, bytes: number}>}
 */
function count(url, headers) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (answer) => {
      let lines = 0;
      let bytes = 0;
      let start = '';
      answer.on('data', (/** @type {Buffer} */ chunk) => {
        if (answer.statusCode !== 200) start += chunk.toString().slice(0, 1000);
        bytes += chunk.length;
        for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
      });
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve({ lines, bytes });
        else reject(new Error(`${answer.statusCode} ${start}`));
      });
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}
