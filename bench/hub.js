import { setTimeout as sleep } from 'node:timers/promises';
import { megabytes, percentile, print, progress, round, summary } from './figures.js';
import { Load } from './processes.js';

const STARTS = 5;
const IDLE_MS = 2000;

/**
 * @typedef {object} Plan
 * @property {import('./options.js').Options} options
 * @property {import('./engines.js').Engine} engine
 * @property {import('../test/support/hub.js').HubOptions} hub
 * @property {import('./batches.js').Phase} phase the findings, first version
 * @property {import('./batches.js').Phase} later the same findings, later and changed
 */

/**
 * Starts a hub, measures it under the load of separate clients, and prints start-up and memory.
 *
 * @param {Plan} plan
 * @returns {Promise<Record<string, import('./load.js').Result>>} import, updates and unchanged, as far as wanted
 */
export async function measureHub({ options, engine, hub: hubOptions, phase, later }) {
  const { only } = options;
  /** @type {Record<string, import('./load.js').Result>} */
  const results = {};
  if (only.has('startup')) await startup('empty, first start', () => engine.start(hubOptions));
  const hub = await engine.start(hubOptions);
  const load = new Load();
  const run = (/** @type {import('./batches.js').Phase} */ what) =>
    load.run({ phase: what, ...target(hub, options) });
  try {
    await sleep(IDLE_MS);
    const rest = await hub.memory();
    progress(`import: ${options.findings} findings`);
    results.import = await run(phase);
    if (only.has('updates') || only.has('unchanged')) {
      progress('updates: the same findings, later and changed');
      results.updates = await run(later);
    }
    if (only.has('unchanged')) {
      progress('unchanged: the same again');
      results.unchanged = await run(later);
    }
    if (only.has('memory')) {
      const loaded = await hub.memory();
      print({ figure: 'memory at rest', megabytes: rest === undefined ? null : megabytes(rest.resident) });
      print({
        figure: 'memory at its peak',
        megabytes: loaded === undefined ? null : megabytes(loaded.peak),
      });
    }
    await hub.stop();
    if (only.has('startup')) {
      await startup(`with ${options.findings} findings`, () =>
        engine.start({ ...hubOptions, data: hub.data }),
      );
    }
  } finally {
    load.close();
    await hub.remove();
  }
  return results;
}

/**
 * The import into a hub that holds many findings already, beside the import into an empty one.
 *
 * @param {Plan} plan
 * @param {import('./load.js').Result | undefined} atZero
 */
export async function measureStored({ options, engine, hub: hubOptions, phase }, atZero) {
  const hub = await engine.start(hubOptions);
  const load = new Load();
  try {
    progress(`stored: ${options.stored} findings first`);
    const before = { ...phase, from: options.findings, to: options.findings + options.stored };
    const preload = await load.run({ phase: before, ...target(hub, options) });
    progress(`stored: then ${options.findings} more`);
    const figure = summary(await load.run({ phase, ...target(hub, options) }));
    const share =
      atZero === undefined ? {} : { shareOfRateAtZero: round(figure.rate / summary(atZero).rate, 3) };
    print({
      figure: 'stored',
      stored: options.stored,
      preloadRate: summary(preload).rate,
      ...figure,
      ...share,
    });
  } finally {
    load.close();
    await hub.remove();
  }
}

/**
 * @param {import('../test/support/hub.js').Hub} hub
 * @param {import('./options.js').Options} options
 */
const target = (hub, options) => ({
  hub: { urls: [hub.url], region: hub.region, keys: { [hub.account]: hub.credentials } },
  clients: options.clients,
});

/**
 * From spawn to the first healthy answer.
 *
 * @param {string} store
 * @param {() => Promise<import('../test/support/hub.js').Hub>} start
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
  const figure = { medianMs: round(percentile(times, 0.5)), slowestMs: round(times.at(-1) ?? Number.NaN) };
  print({ figure: 'start-up', store, ...figure });
}
