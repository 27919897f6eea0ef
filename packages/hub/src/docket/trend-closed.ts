import { optional, type Reader, readMembers, required } from '../admin/members.js';
import { invalidInput } from '../errors.js';
import { parseFilters } from '../findings/filter/parse.js';
import { sortBy } from '../operations/GetFindings.js';
import { JsonText, listParts } from '../operations/json-text.js';
import { isFirst } from '../operations/page.js';
import type { ClosedQuery, ClosingEvent } from '../store/statistics.js';
import { checkInput } from '../wire/check.js';
import { authorizeReading, type DocketRoute } from './route.js';

const PATH = '/_docket/findings/closed';
const DEFAULT_PAGE = 100;
/** What a list of findings is asked for besides, as GetFindings is. */
const OF_GET_FINDINGS = ['Filters', 'SortCriteria', 'MaxResults', 'NextToken'] as const;

/** Which number of the trend is meant. */
export interface Closing {
  event: ClosingEvent;
  day: string;
}

const EVENTS: ReadonlyMap<unknown, ClosingEvent> = new Map([
  ['Resolved', 'resolved'],
  ['Archived', 'archived'],
]);

const event: Reader<ClosingEvent> = (value, name) => {
  const found = EVENTS.get(value);
  if (found === undefined) throw invalidInput(`${name} must be ${[...EVENTS.keys()].join(' or ')}`);
  return found;
};

const day: Reader<string> = (value, name) => {
  const time = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN;
  // A day that a month does not have would be one of the next.
  if (typeof value === 'string' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(value))
    return value;
  throw invalidInput(`${name} must be a day such as 2026-03-04`);
};

/** Reads `{"Event":"Resolved","Date":"2026-03-04"}`. Throws ServiceError InvalidInputException. */
export const readClosing = (body: unknown): Closing => closingIn(readMembers(body, ['Event', 'Date']));

const closingIn = (asked: ReadonlyMap<string, unknown>): Closing => ({
  event: required(asked, 'Event', event),
  day: required(asked, 'Date', day),
});

/**
 * Lists the findings that a number of the trend counts. Filters of GetFindings know nothing of histories, and its answers
 * are the service's: so this is a list of its own, which is asked for and told in the same way.
 */
export const CLOSED_ROUTE: DocketRoute = {
  method: 'POST',
  path: PATH,
  name: 'docket:GetClosedFindings',
  async handle({ body }, context) {
    await authorizeReading(context);
    const { caller, now, store, tokens } = context;
    const { account, region } = caller;
    const asked = readMembers(body, ['Event', 'Date', ...OF_GET_FINDINGS]);
    const closing = closingIn(asked);
    const listed = OF_GET_FINDINGS.flatMap((name) => {
      const value = optional(asked, name, (given: unknown) => given, undefined);
      return value === undefined ? [] : [[name, value] as const];
    });
    // As GetFindings checks them, word for word.
    const input = checkInput('GetFindings', Object.fromEntries(listed));
    const sort = (input.SortCriteria ?? []).map(sortBy);
    const boundTo = JSON.stringify([PATH, account, region, closing, input.Filters, sort]);
    const query: ClosedQuery = {
      ...{ account, region, ...closing, sort },
      filter: parseFilters(input.Filters ?? {}, now),
      limit: input.MaxResults ?? DEFAULT_PAGE,
      ...(!isFirst(input.NextToken) && { after: tokens.open(input.NextToken, boundTo) }),
    };
    const { documents, total, next } = await store.statistics.closed(query);
    const token = next === undefined ? '' : `,"NextToken":${JSON.stringify(tokens.seal(next, boundTo))}`;
    return {
      status: 200,
      body: new JsonText(`{"Count":${total},"Findings":[`, ...listParts(documents), `]${token}}`),
    };
  },
};
