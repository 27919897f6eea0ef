import type { AttributeName } from '../../findings/filter/attributes.js';
import { and, leaf } from '../../findings/filter/tree.js';
import type { ValueCount, ValuesQuery } from '../statistics.js';
import { begins, mostFrequent } from '../value-counts.js';
import { textArray } from './arrays.js';
import { countFindings } from './count.js';
import { isExact } from './filter/compile.js';
import { Parameters } from './filter/parameters.js';
import { placeOf } from './filter/places.js';
import { itemStart, readList } from './lists.js';
import { passingKeys } from './passing.js';
import { chooseStart } from './plan.js';
import type { Clock } from './query-time.js';
import { type Selection, selection } from './select.js';
import type { Session } from './session.js';
import { decodeText, encodeText } from './text.js';

/** Attributes of which there are about as many values as findings. */
const COUNTLESS: ReadonlySet<AttributeName> = new Set(['Id', 'ResourceId']);
/** Of those, as many findings are looked at as give a choice. */
const CHOICE = 5_000;

/** Values of an attribute that begin with a text. */
export async function findValues(session: Session, query: ValuesQuery, clock: Clock): Promise<ValueCount[]> {
  const { attribute, prefix, limit } = query;
  if (COUNTLESS.has(attribute)) return someValues(session, query, clock);
  const everything = { ...query, groupBy: [attribute], limit: Number.POSITIVE_INFINITY };
  const [values = []] = (await countFindings(session, everything, clock)).groups;
  return values.filter(({ value }) => begins(value, prefix)).slice(0, limit);
}

/** Takes the values of the first findings that have any, and counts each of these by its index. */
async function someValues(session: Session, query: ValuesQuery, clock: Clock): Promise<ValueCount[]> {
  const { filter, attribute, prefix, limit } = query;
  const seen = new Map<string, number>();
  for (const value of await firstValues(session, query, clock)) {
    if (begins(value, prefix)) seen.set(value, (seen.get(value) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  for (const { value } of mostFrequent(seen, limit)) {
    const equals = leaf({ kind: 'string', attribute, comparison: 'EQUALS', values: [value] });
    const one = { ...query, filter: and([equals, filter]), groupBy: [] };
    counts.set(value, (await countFindings(session, one, clock)).total);
  }
  return mostFrequent(counts, limit);
}

/** All values of some findings that have one that begins so. */
async function firstValues(session: Session, query: ValuesQuery, clock: Clock): Promise<string[]> {
  const { filter, attribute, prefix } = query;
  const place = placeOf(attribute);
  const isList = place.kind === 'list';
  if (!isList && place.kind !== 'column') throw new Error(`${attribute} is in no column`);
  const from = await chooseStart(session, filter, query);
  const parameters = new Parameters(query);
  const start = parameters.bind(lower(isList ? itemStart(prefix) : encodeText(prefix)));
  const begun = isList
    ? `strpos(lower(${place.sql}), ${start}) > 0`
    : `starts_with(lower(${place.sql}), ${start})`;
  const selected: Selection = { filter, ...from, reads: new Set([place.table]), conditions: [begun] };
  const text = isExact(filter)
    ? `SELECT ${place.sql} ${selection(selected, parameters)} LIMIT ${CHOICE}`
    : `SELECT ${place.sql} FROM facets x WHERE x.account = $account AND x.key = ANY (${parameters.bind(
        textArray(await firstKeys(session, selected, parameters, clock)),
      )}::text[])`;
  const { rows } = await session.rows<[string]>(parameters.statement(text));
  return rows.flatMap(([value]) => (isList ? [...new Set(readList(value))] : [decodeText(value)]));
}

async function firstKeys(
  session: Session,
  selected: Selection,
  parameters: Parameters,
  clock: Clock,
): Promise<string[]> {
  const found: string[] = [];
  for await (const keys of passingKeys(session, selected, parameters, clock)) {
    found.push(...keys);
    if (found.length >= CHOICE) break;
  }
  return found;
}

/** As the database has it in its order of bytes. */
const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
