import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../test/support/random.js';
import { print, progress, summary } from '../figures.js';
import { ascending, question, summaryOf } from './cases.js';
import { EVERYDAY, SORTS } from './filters.js';
import { refusal } from './reader.js';

const POLL_MS = 2;

/**
 * The everyday filters in random order, one request at a time, while all clients import new findings into all accounts.
 *
 * @param {import('./reader.js').Reader} reader
 * @param {import('./survey.js').Survey[]} surveys
 * @param {import('./store.js').Store} store
 * @param {number} findings to import meanwhile
 * @returns {Promise<boolean>} whether all reads were answered
 */
export async function measureBusy(reader, surveys, store, findings) {
  progress(`busy: everyday filters while ${findings} findings come in`);
  const { stored } = store;
  const random = new Random(store.estate.seed);
  const questions = EVERYDAY.flatMap((one) => [...SORTS.values()].map((criteria) => ({ one, criteria })));
  /** @type {number[]} */
  const times = [];
  /** @type {string | undefined} */
  let fault;
  let sending = false;
  let done = false;
  const reading = async () => {
    while (!done && fault === undefined) {
      // The clients stop now and then to make and sign what they send next.
      if (!sending) {
        await sleep(POLL_MS);
        continue;
      }
      const survey = random.pick(surveys);
      const { one, criteria } = random.pick(questions);
      const input = question(one, survey, criteria);
      const answer = await reader.find(survey.account, input);
      fault = refusal(answer);
      times.push(answer.ms);
    }
  };
  const importing = store
    .add(findings, {
      sending: () => {
        sending = true;
      },
      sent: () => {
        sending = false;
      },
    })
    .finally(() => {
      done = true;
    });
  const [result] = await Promise.all([importing, reading()]);
  const line = { figure: 'busy', stored };
  if (fault !== undefined) {
    print({ ...line, error: fault });
    return false;
  }
  const { rate, p99Ms } = summary(result);
  print({ ...line, ...summaryOf(ascending(times)), importRate: rate, importP99Ms: p99Ms });
  return true;
}
