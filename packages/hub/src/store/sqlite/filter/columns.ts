import type { AttributeName } from '../../../findings/filter/attributes.js';

/**
 * Attributes with a column of their own in the table of findings (alias `f`), in the form that compares: timestamps as
 * canonical instants. Everything else is read from the document.
 */
const COLUMNS: { readonly [Name in AttributeName]?: string } = {
  ProductArn: 'f.product_arn',
  AwsAccountId: 'f.account',
  Id: 'f.id',
  Region: 'f.region',
  ProductName: 'f.product_name',
  SeverityLabel: 'f.severity_label',
  RecordState: 'f.record_state',
  WorkflowStatus: 'f.workflow_status',
  UpdatedAt: 'f.updated_at',
};

/** The column of an attribute, or undefined if it is read from the document. */
export const columnOf = (name: AttributeName): string | undefined => COLUMNS[name];
