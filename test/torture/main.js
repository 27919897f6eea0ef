/**
 * `npm run torture`: the long forms of the tests in this folder. One JSON line per part on stdout, progress on stderr;
 * exit code 1 if anything was found.
 */
import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz/run.js';
import { runKills } from './kill/run.js';
import { runPages } from './pages/run.js';
import { runShared } from './shared/run.js';
import { runSlow } from './slow/run.js';

const USAGE = `Usage: npm run torture -- [options]
  --kills N        times that the hub is killed while clients write (50)
  --requests N     hostile requests (100000)
  --connections N  slow clients (400)
  --seconds N      that the slow clients hold on (30), and that hubs on one database are in trouble (120)
  --rounds N       of walks through all pages while a client writes (10)
  --only a,b       of kill, fuzz, slow, pages, shared
  --seed N         of everything random (now, in milliseconds)`;

/** What a hub may hold on to after all the requests, beyond what it held after the first tenth of them. */
const GROWTH_MEGABYTES = 150;
const SLOW_PEAK_MEGABYTES = 900;
const SLOW_LONGEST_MS = 5000;

/** @param {string} text */
const progress = (text) => process.stderr.write(`${text}\n`);

/** @param {Record<string, unknown>} line @param {string[]} faults */
function print(line, faults) {
  process.stdout.write(`${JSON.stringify({ ...line, passed: faults.length === 0, faults })}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

async function main() {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '50' },
      requests: { type: 'string', default: '100000' },
      connections: { type: 'string', default: '400' },
      seconds: { type: 'string' },
      rounds: { type: 'string', default: '10' },
      only: { type: 'string', default: 'kill,fuzz,slow,pages,shared' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return progress(USAGE);
  const only = new Set(values.only.split(','));
  const seed = Number(values.seed);
  progress(`seed ${seed}`);
  if (only.has('kill')) {
    const { faults, ...report } = await runKills({ kills: Number(values.kills), seed, progress });
    print({ torture: 'kill', seed, ...report }, faults);
  }
  if (only.has('fuzz')) {
    const { faults, ...report } = await runFuzz({ requests: Number(values.requests), seed, progress });
    const memory = report.megabytes;
    if (memory !== undefined && memory.end > memory.start + GROWTH_MEGABYTES) {
      faults.push(`memory grew from ${memory.start} to ${memory.end} MB`);
    }
    print({ torture: 'fuzz', ...report }, faults);
  }
  if (only.has('slow')) {
    const options = {
      connections: Number(values.connections),
      seconds: Number(values.seconds ?? 30),
      progress,
    };
    const { faults, ...report } = await runSlow(options);
    if (report.slowestMs > SLOW_LONGEST_MS) faults.push(`an honest client waited ${report.slowestMs} ms`);
    if (report.megabytes !== undefined && report.megabytes.during > SLOW_PEAK_MEGABYTES) {
      faults.push(`memory went up to ${report.megabytes.during} MB`);
    }
    print({ torture: 'slow', ...report }, faults);
  }
  if (only.has('pages')) {
    const { faults, ...report } = await runPages({ rounds: Number(values.rounds), seed, progress });
    print({ torture: 'pages', seed, ...report }, faults);
  }
  if (only.has('shared')) {
    const options = { seconds: Number(values.seconds ?? 120), seed, progress };
    const { faults, ...report } = await runShared(options);
    print({ torture: 'shared', seed, ...report }, faults);
  }
}

await main();
