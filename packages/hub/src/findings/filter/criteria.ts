import { compileSchema, type JsonSchema, renderViolation, type Validate } from '@docket/asff';
import { invalidInput } from '../../errors.js';
import type { CheckedFilters } from '../../wire/check.js';
import type { AutomationRulesFindingFilters } from '../../wire/generated/operations.js';
import { FINDINGS_FILTERS } from '../../wire/generated/requests.js';

const MANY = 100;
const FEW = 20;

/** What an automation rule can look at, and how many values each takes: service documentation of each member. */
const MAX_VALUES: Readonly<Record<keyof AutomationRulesFindingFilters, number>> = {
  ProductArn: FEW,
  AwsAccountId: MANY,
  Id: FEW,
  GeneratorId: MANY,
  Type: FEW,
  FirstObservedAt: FEW,
  LastObservedAt: FEW,
  CreatedAt: FEW,
  UpdatedAt: FEW,
  Confidence: FEW,
  Criticality: FEW,
  Title: MANY,
  Description: FEW,
  SourceUrl: FEW,
  ProductName: FEW,
  CompanyName: FEW,
  SeverityLabel: FEW,
  ResourceType: FEW,
  ResourceId: MANY,
  ResourcePartition: FEW,
  ResourceRegion: FEW,
  ResourceTags: FEW,
  ResourceDetailsOther: FEW,
  ComplianceStatus: FEW,
  ComplianceSecurityControlId: FEW,
  ComplianceAssociatedStandardsId: FEW,
  VerificationState: FEW,
  WorkflowStatus: FEW,
  RecordState: FEW,
  RelatedFindingsProductArn: FEW,
  RelatedFindingsId: FEW,
  NoteText: FEW,
  NoteUpdatedAt: FEW,
  NoteUpdatedBy: FEW,
  UserDefinedFields: FEW,
  ResourceApplicationArn: FEW,
  ResourceApplicationName: FEW,
  AwsAccountName: FEW,
  ResourceProvider: FEW,
  ResourceOwnerAccountId: FEW,
  ResourceOwnerOrgId: FEW,
};

/** The filters' own shapes, as criteria have the same; but unlike there, a list must not be empty. */
function criteriaSchema(): JsonSchema {
  const filters = FINDINGS_FILTERS.definitions?.AwsSecurityFindingFilters?.properties ?? {};
  const properties = Object.entries(MAX_VALUES).map(([name, maxItems]): [string, JsonSchema] => {
    const shape = filters[name];
    if (shape === undefined) throw new Error(`no filter is like the criterion ${name}`);
    return [name, { ...shape, minItems: 1, maxItems }];
  });
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

/** Compiled when first asked for: few hubs have rules. */
let validate: Validate | undefined;

/**
 * Checks the criteria of an automation rule against their shape.
 *
 * @throws ServiceError InvalidInputException for the first violation
 */
export function checkCriteria(criteria: unknown): CheckedFilters {
  validate ??= compileSchema(criteriaSchema(), { definitions: FINDINGS_FILTERS.definitions ?? {} });
  const [violation] = validate(criteria);
  if (violation) throw invalidInput(`Invalid Criteria in the input: ${renderViolation(violation)}`);
  // Every member of the checked shape is a list of structures.
  return criteria as CheckedFilters;
}
