import { optional, type Reader, readMembers, required } from '../admin/members.js';
import { invalidInput } from '../errors.js';
import { parseFilters } from '../findings/filter/parse.js';
import type { Filter } from '../findings/filter/tree.js';
import { type GroupByAttribute, isGroupByAttribute } from '../insights/group-by.js';
import { checkInput } from '../wire/check.js';
import type { DocketInput } from './route.js';

const MAX_ATTRIBUTES = 10;
const MAX_VALUES = 100;
const MAX_PREFIX = 512;
const MAX_DAYS = 366;

type Body = DocketInput['body'];

export const readCount = (body: Body, now: Date): Filter => filterOf(members(body, 'Filters'), now);

export function readStatistics(
  body: Body,
  now: Date,
): { filter: Filter; groupBy: GroupByAttribute[]; limit: number } {
  const asked = members(body, 'Filters', 'GroupBy', 'Limit');
  return {
    filter: filterOf(asked, now),
    groupBy: required(asked, 'GroupBy', attributes),
    limit: optional(asked, 'Limit', wholeNumber(1, MAX_VALUES), 10),
  };
}

export function readValues(
  body: Body,
  now: Date,
): { filter: Filter; attribute: GroupByAttribute; prefix: string; limit: number } {
  const asked = members(body, 'Filters', 'Attribute', 'Prefix', 'Limit');
  return {
    filter: filterOf(asked, now),
    attribute: required(asked, 'Attribute', attribute),
    prefix: optional(asked, 'Prefix', prefix, ''),
    limit: optional(asked, 'Limit', wholeNumber(1, MAX_VALUES), 20),
  };
}

export function readTrend(body: Body, now: Date): { filter: Filter; days: number; bySeverity: boolean } {
  const asked = members(body, 'Filters', 'Days', 'By');
  return {
    filter: filterOf(asked, now),
    days: optional(asked, 'Days', wholeNumber(1, MAX_DAYS), 30),
    bySeverity: optional(asked, 'By', severityLabel, undefined) !== undefined,
  };
}

type Asked = ReadonlyMap<string, unknown>;

const members = (body: Body, ...known: string[]): Asked => readMembers(body, known);

/** As GetFindings checks them, word for word. */
function filterOf(asked: Asked, now: Date): Filter {
  const Filters = asked.get('Filters');
  const input = checkInput('GetFindings', Filters === undefined ? {} : { Filters });
  return parseFilters(input.Filters ?? {}, now);
}

const attribute: Reader<GroupByAttribute> = (value, name) => {
  if (typeof value === 'string' && isGroupByAttribute(value)) return value;
  throw invalidInput(`${name} must be an attribute that insights can group by`);
};

const attributes: Reader<GroupByAttribute[]> = (value, name) => {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_ATTRIBUTES) {
    throw invalidInput(`${name} must be a list of 1 to ${MAX_ATTRIBUTES} attributes`);
  }
  const list = value.map((item: unknown, index) => attribute(item, `${name}[${index}]`));
  if (new Set(list).size < list.length) throw invalidInput(`${name} must name each attribute once`);
  return list;
};

const prefix: Reader<string> = (value, name) => {
  if (typeof value === 'string' && value.length <= MAX_PREFIX) return value;
  throw invalidInput(`${name} must be text of at most ${MAX_PREFIX} characters`);
};

const severityLabel: Reader<'SeverityLabel'> = (value, name) => {
  if (value === 'SeverityLabel') return value;
  throw invalidInput(`${name} must be SeverityLabel, or left out`);
};

const wholeNumber =
  (low: number, high: number): Reader<number> =>
  (value, name) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high) return value;
    throw invalidInput(`${name} must be a whole number from ${low} to ${high}`);
  };
