/**
 * Measures the console in a browser with many stored findings: `node bench/console.js --help`. It wants what
 * `npm run build` makes, and a Chromium.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Console } from '../test/console/support/console.js';
import { measureFilters } from './console/filters.js';
import { measurePages } from './console/pages.js';
import { measureStart } from './console/start.js';
import { openEngine } from './engines.js';
import { progress } from './figures.js';
import { readOptions } from './options.js';
import { openStore } from './reads/store.js';

const USAGE = `Usage: node bench/console.js --data PATH [options]
  --data PATH      a folder that keeps the store, or has one of \`npm run bench -- --only reads --data PATH\`
  --stored N       fill it up to N findings (as many as are there)
  --accounts N     accounts that they belong to, of which one is looked at (1)
  --rounds N       how often everything is measured (5)
Prints one JSON line per figure on stdout, progress on stderr.`;

/** @param {string[]} args */
async function bench(args) {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      stored: { type: 'string', default: '0' },
      accounts: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '5' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.data === undefined) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const { stored, accounts } = values;
  const options = readOptions([
    ...['--only', 'everyday', '--data', resolve(values.data), '--stored', stored, '--accounts', accounts],
  ]);
  if (options === undefined) return;
  const store = await openStore(options, await openEngine(options), {
    keepLogs: false,
    account: '123456789012',
    region: 'eu-central-1',
    args: Console.ARGS,
  });
  try {
    const desk = await Console.of(store.hub);
    try {
      await measure(desk, store, Number(values.rounds));
    } finally {
      await desk.leave();
    }
    if (desk.faults.length > 0) throw new Error(desk.faults.join('\n'));
  } finally {
    await store.close();
  }
}

/**
 * @param {Console} desk
 * @param {import('./reads/store.js').Store} store
 * @param {number} rounds
 */
async function measure(desk, { estate, keys, stored }, rounds) {
  const [account = ''] = estate.accounts;
  const credentials = keys[account];
  if (credentials === undefined) throw new Error('the store has no account');
  const client = desk.clientWith(credentials);
  const { json } = await client.call('POST', '/_docket/findings/count', {});
  const about = { stored, ofAccount: Number(json.Count) };
  progress(`console: ${about.stored} findings, of which the account that signs in has ${about.ofAccount}`);
  const plan = { desk, credentials, about, rounds };
  await measureStart(plan);
  await measureFilters(plan);
  await measurePages(plan);
}

await bench(process.argv.slice(2));
