import type { FindingWrite, HistoryEntry } from '../findings.js';
import { checkDigest, findingDigest } from '../findings-key.js';
import { updatesText } from '../history-text.js';
import { integerArray, numberArray, textArray } from './arrays.js';
import { facetList } from './facets.js';
import { shortInstant } from './instants.js';
import { listText } from './lists.js';
import { encodeText } from './text.js';

/** A write, with what its rows are found by. */
export interface Row {
  write: FindingWrite;
  key: string;
  check: string;
  resourceIds: string;
  facets: string;
}

export function rowOf(write: FindingWrite): Row {
  const { key, attributes } = write;
  return {
    write,
    key: findingDigest(key),
    // What follows from the check, such as the types of its resources, is in its name, too.
    check: checkDigest(key.productArn, attributes.check, attributes.resourceTypes),
    resourceIds: listText(attributes.resourceIds),
    facets: facetList(attributes.facets),
  };
}

/** A column of a statement that writes many rows: its values travel as one parameter, an array. */
export interface Column<Item> {
  name: string;
  type: 'text' | 'bigint' | 'float8';
  values(items: readonly Item[]): Buffer;
}

export const text = <Item>(name: string, of: (item: Item) => string | null): Column<Item> => ({
  name,
  type: 'text',
  values: (items) => textArray(items.map(of)),
});

export const integer = <Item>(name: string, of: (item: Item) => number): Column<Item> => ({
  name,
  type: 'bigint',
  values: (items) => integerArray(items.map(of)),
});

const number = (name: string, of: (row: Row) => number | null): Column<Row> => ({
  name,
  type: 'float8',
  values: (rows) => numberArray(rows.map(of)),
});

const encoded = (value: string | null): string | null => (value === null ? null : encodeText(value));
const instant = (value: string | null): string | null => (value === null ? null : shortInstant(value));

export const KEY = text<Row>('key', ({ key }) => key);

/** Of `findings`, beside the key. */
export const FINDING_COLUMNS: readonly Column<Row>[] = [
  text('check_digest', ({ check }) => check),
  number('severity_normalized', ({ write }) => write.attributes.severityNormalized),
  number('confidence', ({ write }) => write.attributes.confidence),
  number('criticality', ({ write }) => write.attributes.criticality),
  integer('revision', ({ write }) => write.expected + 1),
  integer('customer_set', ({ write }) => write.customerSet),
  text('severity_label', ({ write }) => encoded(write.attributes.severityLabel)),
  text('workflow_status', ({ write }) => encoded(write.attributes.workflowStatus)),
  text('record_state', ({ write }) => encoded(write.attributes.recordState)),
  text('compliance_status', ({ write }) => encoded(write.attributes.complianceStatus)),
  text('updated_at', ({ write }) => instant(write.attributes.updatedAt)),
  text('created_at', ({ write }) => instant(write.attributes.createdAt)),
  text('first_observed_at', ({ write }) => instant(write.attributes.firstObservedAt)),
  text('last_observed_at', ({ write }) => instant(write.attributes.lastObservedAt)),
  text('verification_state', ({ write }) => encoded(write.attributes.verificationState)),
];

export const FACET_COLUMNS: readonly Column<Row>[] = [
  text('id', ({ write }) => encodeText(write.key.id)),
  text('resource_ids', ({ resourceIds }) => resourceIds),
  text('facets', ({ facets }) => facets),
];

/** JSON text has no character that PostgreSQL cannot hold, so that documents are stored to the letter. */
export const DOCUMENT_COLUMNS: readonly Column<Row>[] = [text('body', ({ write }) => write.document)];

export const CHECK_COLUMNS: readonly Column<Row>[] = [
  text('digest', ({ check }) => check),
  text('product_arn', ({ write }) => encodeText(write.key.productArn)),
  text('product_name', ({ write }) => encoded(write.attributes.check.productName)),
  text('company_name', ({ write }) => encoded(write.attributes.check.companyName)),
  text('generator_id', ({ write }) => encoded(write.attributes.check.generatorId)),
  text('title', ({ write }) => encoded(write.attributes.check.title)),
  text('types', ({ write }) => listText(write.attributes.check.types)),
  text('resource_types', ({ write }) => listText(write.attributes.resourceTypes)),
];

/** An entry of a finding's history with its place among all of them. */
export interface HistoryRow {
  key: string;
  seq: number;
  entry: HistoryEntry;
}

/**
 * Entries of one revision follow each other: they are more than one when a batch held the same Id several times, or
 * when automation rules changed it.
 */
const ENTRIES_PER_REVISION = 20_000;

export const historyOf = ({ key, write }: Row): HistoryRow[] =>
  write.history.map((entry, index) => ({ key, seq: write.expected * ENTRIES_PER_REVISION + index, entry }));

export const HISTORY_COLUMNS: readonly Column<HistoryRow>[] = [
  text('key', ({ key }) => key),
  integer('seq', ({ seq }) => seq),
  integer('created', ({ entry }) => (entry.created ? 1 : 0)),
  text('time', ({ entry }) => entry.time),
  text('source', ({ entry }) => entry.source),
  text('identity', ({ entry }) => encodeText(entry.identity)),
  text('updates', ({ entry }) => updatesText(entry.updates)),
];
