import { Client } from '../../support/client.js';
import { makeFindings } from '../../support/findings.js';
import { Hub } from '../../support/hub.js';
import { Random } from '../../support/random.js';
import { Writer } from '../kill/writer.js';
import { checkWalk } from './check.js';
import { ORDERS } from './orders.js';

/** Findings that nobody changes, and about as many that change all the time. */
const STILL = 150;
const MOVING = 150;

const equals = (/** @type {string[]} */ ...values) =>
  values.map((Value) => ({ Value, Comparison: 'EQUALS' }));

/**
 * Filters, and whether a finding meets them; `lasting`: whatever happens to it.
 *
 * @type {{filters: object, meets: (finding: import('./orders.js').Stored) => boolean, lasting: boolean}[]}
 */
const FILTERS = [
  { filters: {}, meets: () => true, lasting: true },
  {
    filters: { SeverityLabel: equals('HIGH', 'CRITICAL'), RecordState: equals('ACTIVE') },
    meets: ({ Severity }) => Severity.Label === 'HIGH' || Severity.Label === 'CRITICAL',
    lasting: false,
  },
  {
    filters: { ProductName: equals('Kestrel', 'Baseline') },
    meets: ({ ProductName }) => ProductName === 'Kestrel' || ProductName === 'Baseline',
    lasting: true,
  },
];

/**
 * @typedef {object} PagesReport
 * @property {number} walks
 * @property {number} pages
 * @property {number} writes
 * @property {number} findings held at the end
 * @property {string[]} faults
 */

/**
 * Walks page by page through all findings, in many orders and by several filters, while a client creates findings, updates
 * them and decides on them: a write goes out together with every request for a page.
 *
 * @param {{rounds: number, seed: number, progress?: (text: string) => void}} options
 * @returns {Promise<PagesReport>}
 */
export async function runPages({ rounds, seed, progress = () => undefined }) {
  const hub = await Hub.start();
  const random = new Random(seed);
  const source = { account: hub.account, region: hub.region, seed };
  const writer = new Writer(source, random, 0, 1, MOVING);
  const still = makeFindings({ ...source, seed: seed + 1 }, 0, STILL);
  const reading = new Client(hub);
  const writing = new Client(hub);
  const report = { walks: 0, pages: 0, writes: 0, findings: 0, faults: /** @type {string[]} */ ([]) };
  const write = () => writer.step(writing, hub.productArn);
  try {
    for (let from = 0; from < STILL; from += 100) await reading.importFindings(still.slice(from, from + 100));
    while (writer.known.size < MOVING / 2) await write();
    for (let round = 1; round <= rounds; round++) {
      for (const order of ORDERS) {
        for (const { filters, meets, lasting } of FILTERS) {
          const moving = acknowledged(writer, source).filter((finding) => lasting && meets(finding));
          const input = {
            ...{ Filters: filters, MaxResults: random.integer(4, 40) },
            SortCriteria: order.keys.map(({ field, order }) => ({ Field: field, SortOrder: order })),
          };
          const { findings, pages } = await walk(reading, input, write);
          const expected = { still: idsOf(still.filter(meets)), moving: idsOf(moving) };
          report.faults.push(...checkWalk(order, findings, expected));
          report.walks += 1;
          report.pages += pages;
        }
      }
      progress(`pages ${round} of ${rounds}: ${report.pages} pages, ${report.faults.length} faults`);
    }
    const all = idsOf([...still, ...acknowledged(writer, source)]);
    const { findings } = await walk(reading, { MaxResults: 100 }, async () => undefined);
    const [unsorted] = ORDERS;
    if (unsorted !== undefined)
      report.faults.push(...checkWalk(unsorted, findings, { still: all, moving: all }));
    report.findings = findings.length;
    report.writes = writer.requests;
    report.faults.push(...writer.failures);
    return report;
  } finally {
    reading.close();
    writing.close();
    await hub.remove();
  }
}

/**
 * @param {Client} client
 * @param {object} input of GetFindings
 * @param {() => Promise<unknown>} meanwhile
 */
async function walk(client, input, meanwhile) {
  /** @type {import('./orders.js').Stored[]} */
  const findings = [];
  let token = {};
  for (let pages = 1; ; pages++) {
    const [{ status, json, body }] = await Promise.all([
      client.call('POST', '/findings', { ...input, ...token }),
      meanwhile(),
    ]);
    if (status !== 200 || !Array.isArray(json.Findings)) {
      throw new Error(`GetFindings answered ${status}: ${body.toString().slice(0, 500)}`);
    }
    findings.push(...json.Findings);
    if (json.NextToken === undefined) return { findings, pages };
    token = { NextToken: json.NextToken };
  }
}

/**
 * What the writer's findings were made as; severity and the like may be others by now.
 *
 * @param {Writer} writer
 * @param {import('../../support/findings.js').Source} source
 */
const acknowledged = (writer, source) =>
  [...writer.known.values()]
    .filter(({ version }) => version.acknowledged > 0)
    .flatMap(({ index }) => makeFindings(source, index, index + 1));

/** @param {{Id: string}[]} findings */
const idsOf = (findings) => new Set(findings.map(({ Id }) => Id));
