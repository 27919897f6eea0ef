import { cpus } from 'node:os';
import { family, processorSeconds } from './cpu.js';
import { print, progress, round } from './figures.js';
import { Load } from './processes.js';

const ROUNDS = 3;

/**
 * @typedef {object} Side
 * @property {import('../test/support/hub.js').Hub[]} hubs
 * @property {number} findings
 * @property {number} seconds
 * @property {Record<string, number>} cpu seconds of processor time, by who used it
 */

/**
 * Two hubs on one database beside one, with the same clients: they take turns, so that both have the machine's good and
 * bad moments. What limits the rate shows in the processor time that everybody takes.
 *
 * @param {import('./hub.js').Plan} plan
 */
export async function measureHubs({ options, engine, hub: hubOptions, phase }) {
  const { findings, batch, clients } = options;
  const first = await engine.start(hubOptions);
  // With the same database and master key.
  const second = await engine.start({ ...hubOptions, data: first.data });
  const load = new Load();
  const server = await engine.serverPid();
  const each = Math.ceil(findings / (2 * ROUNDS) / batch) * batch;
  const side = (/** @type {import('../test/support/hub.js').Hub[]} */ ...hubs) => ({
    ...{ hubs, findings: 0, seconds: 0 },
    cpu: { hubs: 0, database: 0, clients: 0 },
  });
  const [one, two] = [side(first), side(first, second)];
  let from = phase.from;
  try {
    // Round 0 warms up.
    for (let number = 0; number <= ROUNDS; number++) {
      progress(`hubs: round ${number} of ${ROUNDS}`);
      for (const turn of number % 2 === 0 ? [one, two] : [two, one]) {
        const target = {
          urls: turn.hubs.map((hub) => hub.url),
          region: first.region,
          keys: { [first.account]: first.credentials },
        };
        const used = async () => ({
          hubs: (await processorSeconds([first.pid, second.pid])) ?? 0,
          database: (await processorSeconds(await family(server))) ?? 0,
          clients: (await processorSeconds([load.pid])) ?? 0,
        });
        /** @type {Promise<Record<string, number>>[]} */
        const samples = [];
        const sample = () => samples.push(used());
        const part = { ...phase, from, to: from + each };
        const result = await load.run(
          { phase: part, hub: target, clients },
          { sending: sample, sent: sample },
        );
        from += each;
        if (number === 0) continue;
        turn.findings += result.findings;
        turn.seconds += result.seconds;
        add(turn, await Promise.all(samples));
      }
    }
  } finally {
    load.close();
    await second.remove();
    await first.remove();
  }
  const [rateOfOne, rateOfTwo] = [one, two].map((turn) => turn.findings / turn.seconds);
  print({
    figure: 'hubs',
    findings: one.findings,
    rateOfOne: round(rateOfOne ?? Number.NaN),
    rateOfTwo: round(rateOfTwo ?? Number.NaN),
    unit: 'findings/s',
    ratio: round((rateOfTwo ?? Number.NaN) / (rateOfOne ?? Number.NaN), 3),
    cores: cpus().length,
    coresBusyWithOne: coresBusy(one),
    coresBusyWithTwo: coresBusy(two),
  });
}

/**
 * @param {Side} side
 * @param {Record<string, number>[]} samples in turns before and after something was sent
 */
function add({ cpu }, samples) {
  samples.forEach((sample, place) => {
    for (const who of Object.keys(cpu)) cpu[who] += (place % 2 === 0 ? -1 : 1) * (sample[who] ?? 0);
  });
}

/** How many cores everybody kept busy on average. @param {Side} side */
const coresBusy = ({ cpu, seconds }) =>
  Object.fromEntries(Object.entries(cpu).map(([who, used]) => [who, round(used / seconds, 2)]));
