import type { ValueCount } from '../store/statistics.js';
import { authorizeReading, type DocketContext, type DocketRoute } from './route.js';
import { readCount, readStatistics, readTrend, readValues } from './statistics-request.js';
import { daysUntil, renderTrend } from './trend.js';
import { CLOSED_ROUTE } from './trend-closed.js';

/**
 * Numbers of the findings that a filter selects. They are reads of findings, so they are allowed to whom GetFindings is,
 * and what they count is what GetFindings lists.
 */
export const STATISTICS_ROUTES: readonly DocketRoute[] = [
  reading('count', 'CountFindings', async (body, { store, now, place }) => {
    const query = { ...place, filter: readCount(body, now), groupBy: [], limit: 0 };
    return { Count: (await store.statistics.count(query)).total };
  }),

  reading('statistics', 'GetFindingStatistics', async (body, { store, now, place }) => {
    const asked = readStatistics(body, now);
    const { total, groups } = await store.statistics.count({ ...place, ...asked });
    const named = asked.groupBy.map((name, index) => [name, (groups[index] ?? []).map(render)]);
    return { Total: total, Groups: Object.fromEntries(named) };
  }),

  reading('values', 'GetFindingValues', async (body, { store, now, place }) => {
    const values = await store.statistics.values({ ...place, ...readValues(body, now) });
    return { Values: values.map(render) };
  }),

  reading('trend', 'GetFindingTrend', async (body, { store, now, place }) => {
    const { filter, days: count, bySeverity } = readTrend(body, now);
    const days = daysUntil(now, count);
    const [from = '', to = from] = [days[0], days.at(-1)];
    const counts = await store.statistics.trend({ ...place, filter, from, to });
    return { Days: renderTrend(days, counts, bySeverity) };
  }),

  CLOSED_ROUTE,
];

interface Reading extends DocketContext {
  place: { account: string; region: string };
}

function reading(
  path: string,
  name: string,
  answer: (body: Readonly<Record<string, unknown>>, context: Reading) => Promise<object>,
): DocketRoute {
  return {
    method: 'POST',
    path: `/_docket/findings/${path}`,
    name: `docket:${name}`,
    async handle({ body }, context) {
      await authorizeReading(context);
      const { account, region } = context.caller;
      return { status: 200, body: await answer(body, { ...context, place: { account, region } }) };
    },
  };
}

const render = ({ value, count }: ValueCount) => ({ Value: value, Count: count });
