import { print, progress } from '../figures.js';
import { ascending, summaryOf } from './cases.js';
import { createInsights, deleteInsights, inPath, managedInsights } from './insight-definitions.js';
import { refusal } from './reader.js';

/** Of each insight, over all accounts in turn: none is asked for twice, so that nothing can be remembered. */
const MOST_REQUESTS = 20;
/**
 * @param {import('./reader.js').Reader} reader
 * @param {import('./store.js').Store} store
 * @param {number} requests of each insight, at most
 * @returns {Promise<boolean>} whether all were answered
 */
export async function measureInsights(reader, { estate, stored }, requests) {
  const { accounts } = estate;
  /** @type {import('./insight-definitions.js').Insight[]} */
  const custom = [];
  try {
    await createInsights(reader, accounts, custom);
    return await measureAll(reader, accounts, { stored, requests }, [
      ...(await managedInsights(reader, accounts)),
      ...custom,
    ]);
  } finally {
    await deleteInsights(reader, accounts, custom);
  }
}

/**
 * @param {import('./reader.js').Reader} reader
 * @param {string[]} accounts
 * @param {{stored: number, requests: number}} how
 * @param {import('./insight-definitions.js').Insight[]} insights
 */
async function measureAll(reader, accounts, { stored, requests }, insights) {
  progress(`insights: results of ${insights.length}`);
  /** @type {number[]} */
  const all = [];
  let right = true;
  for (const { name, arns } of insights) {
    const { times, groups, fault } = await measureInsight(reader, accounts, arns, requests);
    const line = { figure: 'insights', stored, insight: name };
    print(
      fault === undefined ? { ...line, ...summaryOf(ascending(times)), groups } : { ...line, error: fault },
    );
    if (fault === undefined) all.push(...times);
    else right = false;
  }
  if (all.length > 0) print({ figure: 'insights, all', stored, ...summaryOf(ascending(all)) });
  return right;
}

/**
 * @param {import('./reader.js').Reader} reader
 * @param {string[]} accounts
 * @param {string[]} arns
 * @param {number} requests
 */
async function measureInsight(reader, accounts, arns, requests) {
  const times = [];
  let groups = 0;
  for (let number = 0; number < Math.min(requests, MOST_REQUESTS); number++) {
    const place = number % accounts.length;
    const path = `/insights/results/${inPath(arns[place] ?? '')}`;
    const answer = await reader.ask({ account: accounts[place] ?? '', method: 'GET', path });
    const fault = refusal(answer);
    if (fault !== undefined) return { times, groups, fault };
    times.push(answer.ms);
    groups = Math.max(groups, answer.json.InsightResults.ResultValues.length);
  }
  return { times, groups, fault: undefined };
}
