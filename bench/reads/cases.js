import { mean, percentile, print, progress, round } from '../figures.js';
import { refusal } from './reader.js';

/**
 * @typedef {object} Plan
 * @property {string} figure
 * @property {readonly import('./filters.js').Case[]} cases
 * @property {ReadonlyMap<string, object[] | undefined>} sorts
 * @property {number} requests per case and sort order
 * @property {number} seconds after which a case is cut short
 *
 * @typedef {object} Outcome
 * @property {string} filter
 * @property {string} sort
 * @property {number[]} times milliseconds, ascending
 */

/** However slow: fewer say nothing. */
const LEAST = 5;

/**
 * Asks for the first page of every case in every order, over all accounts in turn, one request at a time, and prints a
 * line for each and one for all.
 *
 * @param {import('./reader.js').Reader} reader
 * @param {import('./survey.js').Survey[]} surveys
 * @param {number} stored
 * @param {Plan} plan
 * @returns {Promise<boolean>} whether all were answered as they must be
 */
export async function measureCases(reader, surveys, stored, { figure, cases, sorts, requests, seconds }) {
  /** @type {Outcome[]} */
  const outcomes = [];
  let right = true;
  progress(`${figure}: ${cases.length} filters in ${sorts.size} orders`);
  for (const one of cases) {
    for (const [sort, criteria] of sorts) {
      const { times, found, fault } = await measureCase(reader, surveys, one, {
        criteria,
        requests,
        seconds,
      });
      const line = { figure, stored, filter: one.name, sort, maxResults: one.maxResults ?? 100 };
      if (fault === undefined) {
        outcomes.push({ filter: one.name, sort, times });
        print({ ...line, ...summaryOf(times), found: round(mean(found), 1) });
      } else {
        right = false;
        print({ ...line, error: fault });
      }
    }
  }
  const times = ascending(outcomes.flatMap((outcome) => outcome.times));
  if (times.length > 0) print({ figure: `${figure}, all`, stored, ...summaryOf(times), ...worst(outcomes) });
  return right;
}

/**
 * @param {import('./reader.js').Reader} reader
 * @param {import('./survey.js').Survey[]} surveys
 * @param {import('./filters.js').Case} one
 * @param {{criteria: object[] | undefined, requests: number, seconds: number}} how
 */
async function measureCase(reader, surveys, one, { criteria, requests, seconds }) {
  const times = [];
  const found = [];
  const until = performance.now() + seconds * 1000;
  for (let number = 0; number < requests; number++) {
    if (number >= LEAST && performance.now() > until) break;
    const survey = surveys[number % surveys.length];
    if (survey === undefined) break;
    const input = question(one, survey, criteria);
    const answer = await reader.find(survey.account, input);
    const fault = refusal(answer) ?? unlike(one, answer.json, input);
    if (fault !== undefined) return { times, found, fault };
    times.push(answer.ms);
    found.push(answer.json.Findings.length);
  }
  return { times: ascending(times), found, fault: undefined };
}

/**
 * @param {import('./filters.js').Case} one
 * @param {import('./survey.js').Survey} survey
 * @param {object[] | undefined} criteria
 * @returns {object} the input of GetFindings
 */
export const question = (one, survey, criteria) => ({
  Filters: one.filters(survey),
  MaxResults: one.maxResults ?? 100,
  ...(criteria !== undefined && { SortCriteria: criteria }),
});

/**
 * @param {import('./filters.js').Case} one
 * @param {{Findings: unknown[]}} answer
 * @param {object} input
 */
function unlike({ finds }, { Findings }, input) {
  const wrong = finds === 'some' ? Findings.length === 0 : finds === 'none' && Findings.length > 0;
  return wrong ? `found ${Findings.length} findings for ${JSON.stringify(input)}` : undefined;
}

/** @param {number[]} times */
export const ascending = (times) => [...times].sort((left, right) => left - right);

/** @param {number[]} times milliseconds, ascending */
export const summaryOf = (times) => ({
  requests: times.length,
  p50Ms: round(percentile(times, 0.5), 1),
  p99Ms: round(percentile(times, 0.99), 1),
  maxMs: round(times.at(-1) ?? Number.NaN, 1),
});

/** The case that is slowest, by its p99. @param {Outcome[]} outcomes */
function worst(outcomes) {
  const [slowest] = [...outcomes].sort((a, b) => percentile(b.times, 0.99) - percentile(a.times, 0.99));
  if (slowest === undefined) return {};
  const { filter, sort, times } = slowest;
  return { slowest: { filter, sort, p99Ms: round(percentile(times, 0.99), 1) } };
}
