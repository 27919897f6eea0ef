import { compileSchema, type JsonSchema, renderViolation } from '@docket/asff';
import { invalidInput } from '../errors.js';
import { parseCriteria } from '../findings/filter/parse.js';
import type { AutomationRulesFindingFilters } from '../wire/generated/operations.js';
import { FINDINGS_FILTERS } from '../wire/generated/requests.js';

/** How many values each criterion may have, from the service's documentation of each; the newest three have no documented limit. */
const MAX_VALUES: Readonly<Record<keyof AutomationRulesFindingFilters, 20 | 100>> = {
  ProductArn: 20,
  AwsAccountId: 100,
  Id: 20,
  GeneratorId: 100,
  Type: 20,
  FirstObservedAt: 20,
  LastObservedAt: 20,
  CreatedAt: 20,
  UpdatedAt: 20,
  Confidence: 20,
  Criticality: 20,
  Title: 100,
  Description: 20,
  SourceUrl: 20,
  ProductName: 20,
  CompanyName: 20,
  SeverityLabel: 20,
  ResourceType: 20,
  ResourceId: 100,
  ResourcePartition: 20,
  ResourceRegion: 20,
  ResourceTags: 20,
  ResourceDetailsOther: 20,
  ComplianceStatus: 20,
  ComplianceSecurityControlId: 20,
  ComplianceAssociatedStandardsId: 20,
  VerificationState: 20,
  WorkflowStatus: 20,
  RecordState: 20,
  RelatedFindingsProductArn: 20,
  RelatedFindingsId: 20,
  NoteText: 20,
  NoteUpdatedAt: 20,
  NoteUpdatedBy: 20,
  UserDefinedFields: 20,
  ResourceApplicationArn: 20,
  ResourceApplicationName: 20,
  AwsAccountName: 20,
  ResourceProvider: 20,
  ResourceOwnerAccountId: 20,
  ResourceOwnerOrgId: 20,
};

const definitions = FINDINGS_FILTERS.definitions ?? {};

/** Criteria without a condition would hold for every finding there is: nobody means that. */
const CRITERIA: JsonSchema = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(MAX_VALUES).map(([name, maxItems]) => [
      name,
      { ...filtersOf(name), minItems: 1, maxItems },
    ]),
  ),
};

const violationsOf = compileSchema(CRITERIA, { definitions });

/** Criteria filter like the filters of findings do, by fewer attributes. */
function filtersOf(name: string): JsonSchema {
  const schema = definitions.AwsSecurityFindingFilters?.properties?.[name];
  if (schema === undefined) throw new Error(`the model has no filter ${name}`);
  return schema;
}

/**
 * Checks what is to be the criteria of an automation rule, whole: their form and what they say.
 *
 * @throws ServiceError InvalidInputException, in the style of the service's refusals of filters
 */
export function checkCriteria(criteria: unknown, now: Date): AutomationRulesFindingFilters {
  const [violation] = violationsOf(criteria);
  if (violation !== undefined)
    throw invalidInput(`Invalid Criteria in the input: ${renderViolation(violation)}`);
  // The one place where criteria get their type: the schema they passed is made from the same model as the type.
  const checked = criteria as AutomationRulesFindingFilters;
  parseCriteria(checked, now);
  return checked;
}
