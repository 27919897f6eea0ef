import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** Figures of reads, which need stored findings. */
const READS = ['everyday', 'plans', 'unindexed', 'pages', 'insights', 'export', 'busy'];
const FIGURES = [
  'floor',
  'import',
  'updates',
  'unchanged',
  'startup',
  'memory',
  'rules',
  'events',
  'stored',
  'hubs',
  ...READS,
];

/**
 * @typedef {object} Options
 * @property {'sqlite' | 'postgres'} engine
 * @property {string} [databaseUrl] a PostgreSQL server that is there already
 * @property {number} findings
 * @property {number} clients
 * @property {number} batch findings per request
 * @property {number} stored findings that are there before the figure `stored` and the reads; 0: neither is measured
 * @property {number} accounts that the findings of the reads belong to
 * @property {number} requests of each everyday filter in each order
 * @property {string} folder where the stores go: the floor's and the hub's lie on the same disk
 * @property {string} [data] a folder that keeps the store of the reads
 * @property {Set<string>} only
 * @property {boolean} reads whether any read is wanted
 * @property {number} seed
 */

export const USAGE = `Usage: npm run bench -- [options]
  --engine NAME    sqlite, or postgres: on a server of the bench's own (sqlite)
  --database-url U on this PostgreSQL server instead, whose user may create databases
  --findings N     findings to import (100000)
  --clients N      connections with one request in flight each (4)
  --batch N        findings per request (100)
  --stored N       also measure the import into a hub that holds N findings, and reads of one (0: neither)
  --only a,b       of ${FIGURES.slice(0, -READS.length).join(', ')},
                   and of reads: ${READS.join(', ')}
  --accounts N     accounts that the findings of the reads belong to (20)
  --requests N     requests of each everyday filter in each order (100)
  --data PATH      keep the store of the reads there, or go on with the one that is there
  --folder PATH    where the stores go (the system's temporary folder)
  --seed N         of the generated findings (1)
Prints one JSON line per figure on stdout, progress on stderr.`;

/**
 * @param {string[]} args
 * @returns {Options | undefined} undefined if help was asked for; throws for what it does not understand
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      engine: { type: 'string', default: 'sqlite' },
      'database-url': { type: 'string' },
      findings: { type: 'string', default: '100000' },
      clients: { type: 'string', default: '4' },
      batch: { type: 'string', default: '100' },
      stored: { type: 'string', default: '0' },
      only: { type: 'string' },
      accounts: { type: 'string', default: '20' },
      requests: { type: 'string', default: '100' },
      data: { type: 'string' },
      folder: { type: 'string', default: tmpdir() },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const wanted = values.only?.split(',') ?? FIGURES;
  const only = new Set(wanted.flatMap((name) => (name === 'reads' ? READS : [name])));
  for (const name of only) {
    if (!FIGURES.includes(name)) throw new Error(`no such figure: ${name}`);
  }
  const engine = engineOf(values.engine);
  const databaseUrl = values['database-url'];
  if (values.only !== undefined && only.has('hubs') && engine !== 'postgres') {
    throw new Error('several hubs on one store need --engine postgres');
  }
  const stored = wholeNumber('stored', values.stored, 0);
  const reads = READS.some((name) => only.has(name));
  const filled = stored > 0 || values.data !== undefined;
  if (values.only !== undefined && reads && !filled) throw new Error('reads need --stored N or --data PATH');
  if (databaseUrl !== undefined && engine !== 'postgres')
    throw new Error('--database-url needs --engine postgres');
  if (values.data !== undefined && engine === 'postgres' && databaseUrl === undefined) {
    throw new Error('--data keeps nothing of a server that goes with the bench: give --database-url as well');
  }
  return {
    engine,
    ...(databaseUrl !== undefined && { databaseUrl }),
    findings: wholeNumber('findings', values.findings, 1),
    clients: wholeNumber('clients', values.clients, 1),
    batch: Math.min(wholeNumber('batch', values.batch, 1), 100),
    stored,
    accounts: wholeNumber('accounts', values.accounts, 1),
    requests: wholeNumber('requests', values.requests, 1),
    folder: values.folder,
    ...(values.data !== undefined && { data: resolve(values.data) }),
    only,
    reads: reads && filled,
    seed: wholeNumber('seed', values.seed, 0),
  };
}

/**
 * @param {string} name
 * @returns {Options['engine']}
 */
function engineOf(name) {
  if (name === 'sqlite' || name === 'postgres') return name;
  throw new Error(`no such engine: ${name}`);
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 */
function wholeNumber(name, text, least) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${name} is not a number of ${least} or more`);
  return value;
}
