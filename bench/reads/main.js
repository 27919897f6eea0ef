import { progress, round } from '../figures.js';
import { measurePlans } from '../plans.js';
import { measureBusy } from './busy.js';
import { measureCases } from './cases.js';
import { measureExport } from './export.js';
import { EVERYDAY, SORTS, UNINDEXED } from './filters.js';
import { measureInsights } from './insights.js';
import { measurePages } from './pages.js';
import { Reader } from './reader.js';
import { openStore } from './store.js';
import { Survey } from './survey.js';

const DAY = 86_400_000;
/** Requests that warm up the hub and are not counted. */
const WARM_UP = 200;
/** Requests for each attribute without an index: the slowest counts. */
const UNINDEXED_REQUESTS = 10;
/** A case is cut short after so many seconds. */
const SECONDS = 20;

/**
 * Reads of a hub that holds many findings.
 *
 * @param {import('../options.js').Options} options
 * @param {import('../engines.js').Engine} engine
 * @param {import('../../test/support/hub.js').HubOptions} hubOptions
 */
export async function measureReads(options, engine, hubOptions) {
  const { only, requests, findings } = options;
  const store = await openStore(options, engine, hubOptions);
  const reader = new Reader(store);
  try {
    const { estate, stored } = store;
    const each = Math.floor(stored / estate.accounts.length);
    const surveys = estate.accounts.map((_, place) => new Survey(estate, place, each));
    const days = (Date.now() - estate.until) / DAY;
    progress(`reads: ${stored} findings in ${estate.accounts.length} accounts, ${round(days, 1)} days old`);
    for (let number = 0; number < WARM_UP; number++) {
      await reader.find(surveys[number % surveys.length]?.account ?? '', { MaxResults: 100 });
    }
    const everyday = { figure: 'reads', cases: EVERYDAY, sorts: SORTS, requests, seconds: SECONDS };
    const unindexed = {
      ...{ figure: 'unindexed', cases: UNINDEXED, sorts: new Map([...SORTS].slice(0, 2)) },
      ...{ requests: Math.min(requests, UNINDEXED_REQUESTS), seconds: SECONDS },
    };
    const database = await engine.databaseOf(store.hub);
    const right = [
      !only.has('everyday') || (await measureCases(reader, surveys, stored, everyday)),
      !only.has('plans') || database === undefined || (await measurePlans(database, stored)),
      !only.has('unindexed') || (await measureCases(reader, surveys, stored, unindexed)),
      !only.has('pages') || (await measurePages(reader, store)),
      !only.has('insights') || (await measureInsights(reader, store, requests)),
      !only.has('export') || (await measureExport(store)),
      !only.has('busy') || (await measureBusy(reader, surveys, store, findings)),
    ];
    if (right.includes(false)) process.exitCode = 1;
  } finally {
    reader.close();
    await store.close();
  }
}
