import { facetNumber } from '../../../findings/facets.js';
import { type AttributeName, attributeNamed } from '../../../findings/filter/attributes.js';

/** The tables of a query: findings, what they have in common, facets and documents (`from.ts`). */
export type Table = 'f' | 'c' | 'x' | 'd';

/**
 * Where the values of an attribute are read: the cheapest of a column that compares as it is (timestamps as canonical
 * instants), a list in a column, a list in the column of facets, and the document.
 */
export type Place =
  | { readonly kind: 'column' | 'list'; readonly table: Table; readonly sql: string }
  | { readonly kind: 'facet'; readonly table: 'x'; readonly sql: string; readonly path: string }
  | { readonly kind: 'document'; readonly table: 'd' };

const column = (sql: string): Place => ({ kind: 'column', table: tableOf(sql), sql });
const list = (sql: string): Place => ({ kind: 'list', table: tableOf(sql), sql });

const PLACES: { readonly [Name in AttributeName]?: Place } = {
  // Parameters of every query: a scope has one account and one Region.
  AwsAccountId: column('@account'),
  Region: column('@region'),
  ProductArn: column('c.product_arn'),
  ProductName: column('c.product_name'),
  CompanyName: column('c.company_name'),
  GeneratorId: column('c.generator_id'),
  Title: column('c.title'),
  Type: list('c.types'),
  SeverityLabel: column('f.severity_label'),
  SeverityNormalized: column('f.severity_normalized'),
  WorkflowStatus: column('f.workflow_status'),
  RecordState: column('f.record_state'),
  ComplianceStatus: column('f.compliance_status'),
  VerificationState: column('f.verification_state'),
  Confidence: column('f.confidence'),
  Criticality: column('f.criticality'),
  UpdatedAt: column('f.updated_at'),
  CreatedAt: column('f.created_at'),
  FirstObservedAt: column('f.first_observed_at'),
  LastObservedAt: column('f.last_observed_at'),
  ResourceType: list('c.resource_types'),
  Id: column('x.id'),
  ResourceId: list('x.resource_ids'),
};

/** Where the values of an attribute are read. */
export function placeOf(name: AttributeName): Place {
  const place = PLACES[name];
  if (place !== undefined) return place;
  const facet = facetNumber(name);
  if (facet === undefined || attributeNamed(name).absent !== undefined)
    return { kind: 'document', table: 'd' };
  return { kind: 'facet', table: 'x', sql: 'x.facets', path: `$."${facet}"` };
}

function tableOf(sql: string): Table {
  const [table] = sql;
  return table === 'c' || table === 'x' ? table : 'f';
}
