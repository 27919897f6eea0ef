/**
 * How batches travel between threads: arrays of primitives. Copying an object between threads copies the names of its
 * members with it, every time, which costs more than writing the finding.
 */
import type { Facets } from '../../findings/facets.js';
import type { FindingKey, FindingWrite, PromotedAttributes, StoredFinding } from '../findings.js';
import { checkDigest, findingDigest, textDigest } from '../findings-key.js';
import { updatesText } from '../history-text.js';
import type { Parameter } from './filter/statement.js';
import { listText } from './lists.js';

export type PackedKey = [account: string, region: string, digest: string];

/** What a lookup found of a key; null for nothing. */
export type PackedFinding =
  | [revision: number, customerSet: number, updatedAt: string, document: string]
  | null;

export type PackedWrite = [
  key: PackedKey,
  expected: number,
  check: PackedCheck,
  /** The values of ATTRIBUTE_COLUMNS. */
  columns: Parameter[],
  facets: PackedFacets,
  resourceIds: readonly string[],
  document: string,
  history: PackedHistory[],
];

export type PackedCheck = [
  digest: string,
  productArn: string,
  productName: string | null,
  companyName: string | null,
  generatorId: string | null,
  title: string | null,
  types: string,
  resourceTypes: string,
];

type PackedFacets = [id: string, resourceIds: string, facets: string];

/** Updates are JSON text, `[["Title","old","new"],…]` with null for a value that is absent; empty for none. */
export type PackedHistory = [time: string, source: string, identity: string, created: 0 | 1, updates: string];

export const packKey = (key: FindingKey): PackedKey => [key.account, key.region, findingDigest(key)];

export function unpackFinding(key: FindingKey, found: PackedFinding): StoredFinding | undefined {
  if (found === null) return undefined;
  const [revision, customerSet, updatedAt, document] = found;
  return { key, revision, customerSet, updatedAt, document };
}

/** Columns of a finding that a write may change, beside those that it always does. */
export const ATTRIBUTE_COLUMNS = [
  'severity_label',
  'workflow_status',
  'record_state',
  'compliance_status',
  'severity_normalized',
  'updated_at',
  'created_at',
  'first_observed_at',
  'last_observed_at',
  'verification_state',
  'confidence',
  'criticality',
  'customer_set',
  'description_digest',
] as const;

const columnsOf = (attributes: PromotedAttributes, customerSet: number): Parameter[] => [
  attributes.severityLabel,
  attributes.workflowStatus,
  attributes.recordState,
  attributes.complianceStatus,
  attributes.severityNormalized,
  attributes.updatedAt,
  attributes.createdAt,
  attributes.firstObservedAt,
  attributes.lastObservedAt,
  attributes.verificationState,
  attributes.confidence,
  attributes.criticality,
  customerSet,
  textDigest(attributes.description),
];

export function packWrite(write: FindingWrite): PackedWrite {
  const { key, attributes, expected, customerSet, document, history } = write;
  const { check, resourceTypes, resourceIds, facets } = attributes;
  return [
    packKey(key),
    expected,
    [
      checkDigest(key.productArn, check, resourceTypes),
      key.productArn,
      check.productName,
      check.companyName,
      check.generatorId,
      check.title,
      listText(check.types),
      listText(resourceTypes),
    ],
    columnsOf(attributes, customerSet),
    [key.id, listText(resourceIds), facetsText(facets)],
    resourceIds,
    document,
    history.map(({ time, source, identity, created, updates }): PackedHistory => {
      return [time, source, identity, created ? 1 : 0, updatesText(updates)];
    }),
  ];
}

/** `{"17":["IN"],"50":["aws","aws"]}` */
const facetsText = (facets: Facets): string =>
  `{${facets.map(([facet, values]) => `"${facet}":${JSON.stringify(values)}`).join(',')}}`;
