import { percentile, print, progress, round } from '../figures.js';
import { ascending } from './cases.js';
import { SORTS } from './filters.js';
import { refusal } from './reader.js';

const DEPTH = 1000;
/** Pages at either end whose times are compared. */
const END = 10;
const LARGEST_PAGE = 50;
/** Accounts that are walked through, each in every order. */
const WALKS = 2;

/**
 * Walks by NextToken to page 1,000, in pages as large as the accounts allow, and compares the last pages with the first.
 *
 * @param {import('./reader.js').Reader} reader
 * @param {import('./store.js').Store} store
 * @returns {Promise<boolean>} whether all went well
 */
export async function measurePages(reader, { estate, stored }) {
  const each = Math.floor(stored / estate.accounts.length);
  const maxResults = Math.max(1, Math.min(LARGEST_PAGE, Math.floor(each / DEPTH)));
  const depth = Math.min(DEPTH, Math.floor(each / maxResults));
  if (depth < 2 * END) throw new Error('too few findings are stored for deep pages');
  let right = true;
  for (const [sort, criteria] of SORTS) {
    progress(`pages: to page ${depth} of ${maxResults}, sorted by ${sort}`);
    const line = { figure: 'pages', stored, sort, maxResults, pages: depth };
    /** @type {number[]} */
    const first = [];
    /** @type {number[]} */
    const last = [];
    /** @type {string | undefined} */
    let fault;
    for (const account of estate.accounts.slice(0, WALKS)) {
      const input = { MaxResults: maxResults, ...(criteria !== undefined && { SortCriteria: criteria }) };
      const walk = await walkPages(reader, account, input, depth);
      fault ??= walk.fault;
      first.push(...walk.times.slice(0, END));
      last.push(...walk.times.slice(depth - END));
    }
    right &&= fault === undefined;
    print(fault === undefined ? { ...line, ...compare(first, last) } : { ...line, error: fault });
  }
  return right;
}

/**
 * @param {import('./reader.js').Reader} reader
 * @param {string} account
 * @param {{MaxResults: number}} input
 * @param {number} depth
 */
async function walkPages(reader, account, input, depth) {
  const times = [];
  const ids = new Set();
  let token = {};
  for (let page = 0; page < depth; page++) {
    const answer = await reader.find(account, { ...input, ...token });
    const fault = refusal(answer);
    if (fault !== undefined) return { times, fault: `page ${page + 1}: ${fault}` };
    times.push(answer.ms);
    const { Findings, NextToken } = answer.json;
    for (const { Id } of Findings) ids.add(Id);
    if (ids.size !== (page + 1) * input.MaxResults)
      return { times, fault: `${ids.size} findings after ${page + 1} pages` };
    token = { NextToken };
  }
  return { times, fault: undefined };
}

/** @param {number[]} first @param {number[]} last */
function compare(first, last) {
  const before = percentile(ascending(first), 0.5);
  const after = percentile(ascending(last), 0.5);
  return { firstP50Ms: round(before, 1), lastP50Ms: round(after, 1), ratio: round(after / before, 2) };
}
