const MEGABYTE = 1024 * 1024;

/** @param {string} text */
export const progress = (text) => process.stderr.write(`${text}\n`);

/** @param {Record<string, unknown>} line one figure */
export const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** @param {number} value @param {number} [digits] */
export const round = (value, digits = 0) => Number(value.toFixed(digits));

/** @param {number} bytes */
export const megabytes = (bytes) => round(bytes / MEGABYTE);

/** @param {number[]} values */
export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The smallest value that this share of all values does not exceed. @param {number[]} ascending @param {number} share */
export const percentile = (ascending, share) =>
  ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? Number.NaN;

/** @param {import('./load.js').Result} result */
export const summary = (result) => ({
  findings: result.findings,
  seconds: round(result.seconds, 2),
  rate: round(result.findings / result.seconds),
  unit: 'findings/s',
  p50Ms: round(percentile(result.latencies, 0.5), 1),
  p99Ms: round(percentile(result.latencies, 0.99), 1),
});
