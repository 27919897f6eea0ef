import { LIMITS, MAX_STRING_LENGTH } from '../../packages/asff/dist/limits.js';

/** What customers and rules write into a finding is held to its limits, so that an export can be imported again. */
const TYPES = {
  ...LIMITS['AwsSecurityFinding.Types'],
  items: { ...LIMITS['AwsSecurityFinding.Types']?.items, maxLength: MAX_STRING_LENGTH },
};
const RELATED_FINDINGS = LIMITS['AwsSecurityFinding.RelatedFindings'] ?? {};
const USER_DEFINED_FIELDS = LIMITS['AwsSecurityFinding.UserDefinedFields'] ?? {};

/**
 * Limits of requests, from the API reference of the operations (the SDK's schemas do not carry them).
 *
 * @type {{[key: string]: import('../../packages/asff/dist/limits.js').Limit}}
 */
export const REQUEST_LIMITS = {
  'BatchDeleteAutomationRulesRequest.AutomationRulesArns': { minItems: 1, maxItems: 100 },
  'BatchDisableStandardsRequest.StandardsSubscriptionArns': { minItems: 1, maxItems: 25 },
  'BatchEnableStandardsRequest.StandardsSubscriptionRequests': { minItems: 1, maxItems: 25 },
  'BatchGetAutomationRulesRequest.AutomationRulesArns': { minItems: 1, maxItems: 100 },
  'BatchUpdateAutomationRulesRequest.UpdateAutomationRulesRequestItems': { minItems: 1, maxItems: 100 },
  'BatchUpdateFindingsRequest.FindingIdentifiers': { minItems: 1, maxItems: 100 },
  'BatchUpdateFindingsRequest.Confidence': { minimum: 0, maximum: 100 },
  'BatchUpdateFindingsRequest.Criticality': { minimum: 0, maximum: 100 },
  'BatchUpdateFindingsRequest.Types': TYPES,
  'BatchUpdateFindingsRequest.RelatedFindings': RELATED_FINDINGS,
  'BatchUpdateFindingsRequest.UserDefinedFields': USER_DEFINED_FIELDS,
  'NoteUpdate.Text': { minLength: 1, maxLength: 512 },
  'NoteUpdate.UpdatedBy': { minLength: 1, maxLength: 512 },
  'RelatedFinding.ProductArn': { maxLength: MAX_STRING_LENGTH },
  'RelatedFinding.Id': { maxLength: MAX_STRING_LENGTH },
  'BatchUpdateFindingsV2Request.FindingIdentifiers': { maxItems: 100 },
  'BatchUpdateFindingsV2Request.MetadataUids': { maxItems: 100 },
  'SeverityUpdate.Normalized': { minimum: 0, maximum: 100 },
  'SeverityUpdate.Product': { fraction: true },
  'AutomationRulesFindingFieldsUpdate.Confidence': { minimum: 0, maximum: 100 },
  'AutomationRulesFindingFieldsUpdate.Criticality': { minimum: 0, maximum: 100 },
  'AutomationRulesFindingFieldsUpdate.Types': TYPES,
  'AutomationRulesFindingFieldsUpdate.RelatedFindings': RELATED_FINDINGS,
  'AutomationRulesFindingFieldsUpdate.UserDefinedFields': USER_DEFINED_FIELDS,
  'CreateAutomationRuleRequest.Actions': { minItems: 1, maxItems: 1 },
  'CreateAutomationRuleRequest.RuleOrder': { minimum: 1, maximum: 1000 },
  'CreateAutomationRuleV2Request.Actions': { minItems: 1, maxItems: 1 },
  'CreateAutomationRuleV2Request.RuleOrder': { fraction: true, minimum: 1, maximum: 1000 },
  'UpdateAutomationRulesRequestItem.Actions': { minItems: 1, maxItems: 1 },
  'UpdateAutomationRulesRequestItem.RuleOrder': { minimum: 1, maximum: 1000 },
  'UpdateAutomationRuleV2Request.Actions': { minItems: 1, maxItems: 1 },
  'UpdateAutomationRuleV2Request.RuleOrder': { fraction: true, minimum: 1, maximum: 1000 },
  'CreateMembersRequest.AccountDetails': { minItems: 1, maxItems: 50 },
  'GetEnabledStandardsRequest.StandardsSubscriptionArns': { minItems: 1, maxItems: 25 },
  'GetFindingsRequest.SortCriteria': { maxItems: 10 },
  'GetFindingStatisticsV2Request.MaxStatisticResults': { minimum: 1, maximum: 400 },
  'GetResourcesStatisticsV2Request.MaxStatisticResults': { minimum: 1, maximum: 400 },
  'ListInvitationsRequest.MaxResults': { minimum: 1, maximum: 50 },
  'ListMembersRequest.MaxResults': { minimum: 1, maximum: 50 },
  'ListOrganizationAdminAccountsRequest.MaxResults': { minimum: 1, maximum: 10 },
  'ParameterValue.Double': { fraction: true },
  'UntagResourceRequest.TagKeys': { minItems: 1, maxItems: 50, items: { minLength: 1, maxLength: 128 } },
};

const TAGS = { minProperties: 1, maxProperties: 50, keys: { maxLength: 128 }, values: { maxLength: 256 } };
const PAGE = { minimum: 1, maximum: 100 };

/**
 * @param {import('./model.js').Shape} shape
 * @param {import('./model.js').Member} member
 */
export function requestLimit(shape, member) {
  const own = REQUEST_LIMITS[`${shape.name}.${member.name}`];
  if (own !== undefined) return own;
  if (!shape.name.endsWith('Request')) return undefined;
  if (member.name === 'MaxResults') return PAGE;
  return member.name === 'Tags' && member.type.kind === 'map' ? TAGS : undefined;
}
