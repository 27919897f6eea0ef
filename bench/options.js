import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';

export const FIGURES = ['floor', 'import', 'updates', 'unchanged', 'stored', 'startup', 'memory'];

/**
 * @typedef {object} Options
 * @property {number} findings
 * @property {number} clients
 * @property {number} batch findings per request
 * @property {number} stored findings that are there before the import of the figure `stored`; 0: not measured
 * @property {string} folder where the stores go: the floor's and the hub's lie on the same disk
 * @property {Set<string>} only
 * @property {number} seed
 */

export const USAGE = `Usage: npm run bench -- [options]
  --findings N     findings to import (100000)
  --clients N      connections with one request in flight each (4)
  --batch N        findings per request (100)
  --stored N       also measure the import into a hub that holds N findings (0: not)
  --only a,b       of ${FIGURES.join(', ')}
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
      findings: { type: 'string', default: '100000' },
      clients: { type: 'string', default: '4' },
      batch: { type: 'string', default: '100' },
      stored: { type: 'string', default: '0' },
      only: { type: 'string', default: FIGURES.join(',') },
      folder: { type: 'string', default: tmpdir() },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const only = new Set(values.only.split(','));
  for (const name of only) {
    if (!FIGURES.includes(name)) throw new Error(`no such figure: ${name}`);
  }
  return {
    findings: wholeNumber('findings', values.findings, 1),
    clients: wholeNumber('clients', values.clients, 1),
    batch: Math.min(wholeNumber('batch', values.batch, 1), 100),
    stored: wholeNumber('stored', values.stored, 0),
    folder: values.folder,
    only,
    seed: wholeNumber('seed', values.seed, 0),
  };
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
