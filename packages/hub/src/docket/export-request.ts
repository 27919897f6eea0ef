import { invalidInput } from '../errors.js';
import { parseFilters } from '../findings/filter/parse.js';
import type { Filter } from '../findings/filter/tree.js';
import { sortBy } from '../operations/GetFindings.js';
import type { SortBy } from '../store/findings.js';
import { parseBody } from '../wire/body.js';
import { checkInput } from '../wire/check.js';
import { type Column, readColumns } from './export-columns.js';
import { type Closing, readClosing } from './trend-closed.js';

/** What is to be exported, and how. */
export interface ExportRequest {
  format: 'ndjson' | 'csv';
  /** Of a table; none for NDJSON, which has whole findings. */
  columns: readonly Column[];
  filter: Filter;
  sort: readonly SortBy[];
  /** Only the findings that a number of the trend counts. */
  closed?: Closing;
}

/** The request before it is checked: by the names that a body has for its members. */
interface Asked {
  Filters?: unknown;
  SortCriteria?: unknown;
  Format?: unknown;
  Columns?: unknown;
  Closed?: unknown;
}

/** By what name the query has them. */
const PARAMETERS: ReadonlyMap<string, keyof Asked> = new Map([
  ['format', 'Format'],
  ['filters', 'Filters'],
  ['columns', 'Columns'],
]);
const MEMBERS = ['Filters', 'Format', 'Columns', 'SortCriteria', 'Closed'];

/**
 * Reads what is to be exported: a GET says it in its query, beside the signature of a presigned URL, a POST in its body,
 * as filters can be longer than a URL.
 *
 * @param search the query as received
 * @throws ServiceError InvalidInputException, for filters and sort criteria in the words of GetFindings
 */
export function readExport(method: string, search: string, body: Buffer, now: Date): ExportRequest {
  const query = [...new URLSearchParams(search)].filter(([name]) => !/^x-(amz|docket)-/i.test(name));
  if (method !== 'POST') return check(fromQuery(query), now);
  if (query.length > 0) throw invalidInput('A POST has its parameters in the body');
  return check(fromBody(parseBody(body)), now);
}

function fromQuery(query: readonly [name: string, value: string][]): Asked {
  const asked: Asked = {};
  for (const [name, value] of query) {
    const member = PARAMETERS.get(name);
    if (member === undefined) {
      const known = [...PARAMETERS.keys()].join(', ');
      throw invalidInput(`Unknown parameter ${JSON.stringify(name)}: expected ${known}`);
    }
    if (asked[member] !== undefined) throw invalidInput(`The parameter ${name} must be given once`);
    if (member === 'Filters') asked[member] = parseJson(value);
    else asked[member] = member === 'Columns' ? value.split(',') : value;
  }
  return asked;
}

function fromBody(body: Readonly<Record<string, unknown>>): Asked {
  for (const name of Object.keys(body)) {
    if (!MEMBERS.includes(name)) {
      throw invalidInput(`Unknown member ${JSON.stringify(name)}: expected ${MEMBERS.join(', ')}`);
    }
  }
  return body;
}

function check(asked: Asked, now: Date): ExportRequest {
  const { Filters, SortCriteria, Format = 'ndjson', Columns, Closed } = asked;
  if (Format !== 'ndjson' && Format !== 'csv') throw invalidInput('Format must be ndjson or csv');
  if (Format === 'ndjson' && Columns !== undefined) {
    throw invalidInput('Columns are for the format csv: NDJSON has whole findings');
  }
  const isList = Array.isArray(Columns) && Columns.every((name) => typeof name === 'string');
  if (Columns !== undefined && !isList) throw invalidInput('Columns must be a list of paths into a finding');
  // As GetFindings checks them, word for word.
  const input = checkInput('GetFindings', {
    ...(Filters !== undefined && { Filters }),
    ...(SortCriteria !== undefined && { SortCriteria }),
  });
  return {
    format: Format,
    columns: Format === 'csv' ? readColumns(Columns) : [],
    filter: parseFilters(input.Filters ?? {}, now),
    sort: (input.SortCriteria ?? []).map(sortBy),
    ...(Closed !== undefined && { closed: readClosing(Closed) }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidInput('Invalid Filters in the input: the parameter filters is not JSON');
  }
}
