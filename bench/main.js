/**
 * `npm run bench`: measures the hub on this machine against a floor on this machine. See `--help`.
 */
import { arch, cpus, platform, totalmem } from 'node:os';
import { openEngine } from './engines.js';
import { measureEvents } from './events.js';
import { mean, megabytes, print, progress, round, summary } from './figures.js';
import { measureHub, measureStored } from './hub.js';
import { measureHubs } from './hubs.js';
import { readOptions, USAGE } from './options.js';
import { measureReads } from './reads/main.js';
import { measureRules } from './rules/main.js';

/** Figures of one hub that starts empty. */
const OF_EMPTY_HUB = ['import', 'updates', 'unchanged', 'startup', 'memory'];

/**
 * The floor runs before and after the hub, because a machine is not equally fast all the time: the hub is compared with
 * the mean of both.
 *
 * @param {import('./options.js').Options} options
 */
async function bench(options) {
  const engine = await openEngine(options);
  try {
    await measure(options, engine);
  } finally {
    await engine.close();
  }
}

/**
 * @param {import('./options.js').Options} options
 * @param {import('./engines.js').Engine} engine
 */
async function measure(options, engine) {
  const { only } = options;
  const source = { account: '123456789012', region: 'eu-central-1', seed: options.seed };
  const phase = { source, from: 0, to: options.findings, version: 1, batch: options.batch };
  const later = { ...phase, version: 2 };
  const hub = {
    folder: options.folder,
    keepLogs: false,
    account: source.account,
    region: source.region,
  };
  const plan = { options, engine, hub, phase, later };
  printMachine(options, engine);

  const wantsFloor = ['floor', 'import', 'updates'].some((name) => only.has(name));
  const wantsHub = OF_EMPTY_HUB.some((name) => only.has(name));
  /** @type {number[][]} */
  const floors = [];
  const floor = async () => {
    if (!wantsFloor) return;
    progress('floor: the same batches, hashed, parsed, stringified and upserted by one thread or connection');
    floors.push(await engine.floor(only.has('updates') ? [phase, later] : [phase]));
  };
  await floor();
  const results = wantsHub ? await measureHub(plan) : {};
  if (wantsHub) await floor();

  const inserts = floors.map(([rate = Number.NaN]) => rate);
  const updates = only.has('updates') ? floors.map(([, rate = Number.NaN]) => rate) : [];
  if (only.has('floor')) printFloor('floor', inserts);
  if (only.has('floor') && updates.length > 0) printFloor('floor of updates', updates);
  if (only.has('import')) printShare('import', results.import, inserts);
  if (only.has('updates')) printShare('updates', results.updates, updates);
  if (only.has('unchanged') && results.unchanged !== undefined) {
    print({ figure: 'unchanged', ...summary(results.unchanged) });
  }
  if (only.has('hubs') && options.engine === 'postgres') await measureHubs(plan);
  if (only.has('rules')) await measureRules(options, engine, hub);
  if (only.has('events')) await measureEvents(options, engine, hub);
  if (only.has('stored') && options.stored > 0) await measureStored(plan, results.import);
  if (options.reads) await measureReads(options, engine, hub);
}

/**
 * @param {import('./options.js').Options} options
 * @param {import('./engines.js').Engine} engine
 */
function printMachine({ clients, batch }, { machine }) {
  print({
    figure: 'machine',
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    megabytes: megabytes(totalmem()),
    system: `${platform()} ${arch()}`,
    node: process.version,
    ...machine,
    clients,
    batch,
  });
}

/**
 * @param {string} figure
 * @param {number[]} rates
 */
function printFloor(figure, rates) {
  const rounded = rates.map((rate) => round(rate));
  print({ figure, rate: round(mean(rates)), unit: 'findings/s', before: rounded[0], after: rounded[1] });
}

/**
 * @param {string} figure
 * @param {import('./load.js').Result | undefined} result
 * @param {number[]} floors
 */
function printShare(figure, result, floors) {
  if (result === undefined) return;
  const figures = summary(result);
  print({ figure, ...figures, shareOfFloor: round(figures.rate / mean(floors), 3) });
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) progress(USAGE);
  else await bench(options);
} catch (error) {
  progress(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
