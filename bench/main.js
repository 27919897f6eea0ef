/**
 * `npm run bench`: measures the hub on this machine against a floor on this machine. See `--help`.
 */
import { arch, cpus, platform, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Hub } from '../test/support/hub.js';
import { readOptions, USAGE } from './options.js';
import { Load, runFloor } from './processes.js';

const STARTS = 5;
const IDLE_MS = 2000;
const MEGABYTE = 1024 * 1024;

/** @param {string} text */
const progress = (text) => process.stderr.write(`${text}\n`);

/** @param {Record<string, unknown>} line */
const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** @param {number} value @param {number} digits */
const round = (value, digits = 0) => Number(value.toFixed(digits));

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {number[]} ascending @param {number} share */
const percentile = (ascending, share) =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN;

/**
 * @param {import('./load.js').Result} result
 */
const summary = (result) => ({
  findings: result.findings,
  seconds: round(result.seconds, 2),
  rate: round(result.findings / result.seconds),
  unit: 'findings/s',
  p50Ms: round(percentile(result.latencies, 0.5), 1),
  p99Ms: round(percentile(result.latencies, 0.99), 1),
});

/** @param {import('./options.js').Options} options */
async function bench(options) {
  const { only } = options;
  const source = { account: '123456789012', region: 'eu-central-1', seed: options.seed };
  const phase = { source, from: 0, to: options.findings, version: 1, batch: options.batch };
  const later = { ...phase, version: 2 };
  const hubOptions = {
    folder: options.folder,
    keepLogs: false,
    account: source.account,
    region: source.region,
  };
  const wantsFloor = ['floor', 'import', 'updates'].some((name) => only.has(name));
  const wantsHub = ['import', 'updates', 'unchanged', 'stored', 'memory', 'startup'].some((name) =>
    only.has(name),
  );
  print({
    figure: 'machine',
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryMb: round(totalmem() / MEGABYTE),
    system: `${platform()} ${arch()}`,
    node: process.version,
    clients: options.clients,
    batch: options.batch,
  });

  /** @type {number[][]} */
  const floors = [];
  const floor = async () => {
    progress('floor: the same batches, hashed, parsed, stringified and upserted by one thread');
    floors.push(await runFloor(only.has('updates') ? [phase, later] : [phase], options.folder));
  };
  if (wantsFloor) await floor();

  /** @type {Record<string, import('./load.js').Result>} */
  const results = {};
  if (wantsHub) Object.assign(results, await hubFigures(options, hubOptions, phase, later));
  if (wantsFloor && wantsHub) await floor();

  const insertFloor = mean(floors.map(([rate]) => rate ?? Number.NaN));
  const updateFloor = mean(floors.map(([, rate]) => rate ?? Number.NaN));
  if (only.has('floor')) {
    print({
      figure: 'floor',
      rates: floors.map(([rate]) => round(rate ?? 0)),
      rate: round(insertFloor),
      unit: 'findings/s',
    });
    if (only.has('updates')) {
      print({
        figure: 'floor of updates',
        rates: floors.map(([, rate]) => round(rate ?? 0)),
        rate: round(updateFloor),
        unit: 'findings/s',
      });
    }
  }
  for (const [name, result] of Object.entries(results)) {
    if (!only.has(name)) continue;
    const figure = summary(result);
    if (name === 'import')
      print({ figure: name, ...figure, shareOfFloor: round(figure.rate / insertFloor, 3) });
    else if (name === 'updates')
      print({ figure: name, ...figure, shareOfFloor: round(figure.rate / updateFloor, 3) });
    else print({ figure: name, ...figure });
  }
  if (only.has('stored') && options.stored > 0)
    await storedFigure(options, hubOptions, phase, results.import);
}

/**
 * @param {import('./options.js').Options} options
 * @param {import('../test/support/hub.js').HubOptions} hubOptions
 * @param {import('./batches.js').Phase} phase
 * @param {import('./batches.js').Phase} later
 */
async function hubFigures(options, hubOptions, phase, later) {
  const { only } = options;
  /** @type {Record<string, import('./load.js').Result>} */
  const results = {};
  if (only.has('startup')) await startup('empty, first start', () => Hub.start(hubOptions));
  const hub = await Hub.start(hubOptions);
  const load = new Load();
  try {
    await sleep(IDLE_MS);
    const rest = await hub.memory();
    const target = {
      hub: { url: hub.url, region: hub.region, credentials: hub.credentials },
      clients: options.clients,
    };
    const wanted = ['import', 'updates', 'unchanged', 'stored', 'memory', 'startup'];
    if (wanted.some((name) => only.has(name))) {
      progress(`import: ${options.findings} findings`);
      results.import = await load.run({ phase, ...target });
    }
    if (only.has('updates') || only.has('unchanged')) {
      progress('updates: the same findings, later and changed');
      results.updates = await load.run({ phase: later, ...target });
    }
    if (only.has('unchanged')) {
      progress('unchanged: the same again');
      results.unchanged = await load.run({ phase: later, ...target });
    }
    if (only.has('memory')) {
      const loaded = await hub.memory();
      print({
        figure: 'memory at rest',
        megabytes: rest === undefined ? null : round(rest.resident / MEGABYTE),
      });
      print({
        figure: 'memory at its peak',
        megabytes: loaded === undefined ? null : round(loaded.peak / MEGABYTE),
      });
    }
    if (only.has('startup')) {
      const again = { ...hubOptions, data: hub.data };
      await hub.stop();
      await startup(`with ${options.findings} findings`, () => Hub.start(again));
    }
  } finally {
    load.close();
    await hub.remove();
  }
  return results;
}

/**
 * @param {string} store
 * @param {() => Promise<Hub>} start
 */
async function startup(store, start) {
  progress(`start-up: ${store}`);
  const times = [];
  for (let count = 0; count < STARTS; count++) {
    const hub = await start();
    times.push(hub.startupMs);
    await hub.remove();
  }
  times.sort((a, b) => a - b);
  print({
    figure: 'start-up',
    store,
    medianMs: round(percentile(times, 0.5)),
    slowestMs: round(times.at(-1) ?? Number.NaN),
  });
}

/**
 * @param {import('./options.js').Options} options
 * @param {import('../test/support/hub.js').HubOptions} hubOptions
 * @param {import('./batches.js').Phase} phase
 * @param {import('./load.js').Result | undefined} atZero
 */
async function storedFigure(options, hubOptions, phase, atZero) {
  progress(`stored: ${options.stored} findings first`);
  const hub = await Hub.start(hubOptions);
  const load = new Load();
  try {
    const target = {
      hub: { url: hub.url, region: hub.region, credentials: hub.credentials },
      clients: options.clients,
    };
    const before = { ...phase, from: options.findings, to: options.findings + options.stored };
    const preload = await load.run({ phase: before, ...target });
    progress(`stored: then ${options.findings} more`);
    const result = await load.run({ phase, ...target });
    const figure = summary(result);
    print({
      figure: 'stored',
      stored: options.stored,
      preloadRate: summary(preload).rate,
      ...figure,
      ...(atZero === undefined ? {} : { shareOfRateAtZero: round(figure.rate / summary(atZero).rate, 3) }),
    });
  } finally {
    load.close();
    await hub.remove();
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) progress(USAGE);
  else await bench(options);
} catch (error) {
  progress(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
