import type { OperationName } from '../wire/generated/operations.js';
import { BatchDeleteAutomationRules } from './BatchDeleteAutomationRules.js';
import { BatchGetAutomationRules } from './BatchGetAutomationRules.js';
import { BatchImportFindings } from './BatchImportFindings.js';
import { BatchUpdateAutomationRules } from './BatchUpdateAutomationRules.js';
import { BatchUpdateFindings } from './BatchUpdateFindings.js';
import { CreateActionTarget } from './CreateActionTarget.js';
import { CreateAutomationRule } from './CreateAutomationRule.js';
import { CreateInsight } from './CreateInsight.js';
import { DeleteActionTarget } from './DeleteActionTarget.js';
import { DeleteInsight } from './DeleteInsight.js';
import { DescribeActionTargets } from './DescribeActionTargets.js';
import { DescribeHub } from './DescribeHub.js';
import { DescribeProducts } from './DescribeProducts.js';
import { DisableImportFindingsForProduct } from './DisableImportFindingsForProduct.js';
import { DisableSecurityHub } from './DisableSecurityHub.js';
import { EnableImportFindingsForProduct } from './EnableImportFindingsForProduct.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { GetEnabledStandards } from './GetEnabledStandards.js';
import { GetFindingHistory } from './GetFindingHistory.js';
import { GetFindings } from './GetFindings.js';
import { GetInsightResults } from './GetInsightResults.js';
import { GetInsights } from './GetInsights.js';
import { ListAutomationRules } from './ListAutomationRules.js';
import { ListEnabledProductsForImport } from './ListEnabledProductsForImport.js';
import { ListTagsForResource } from './ListTagsForResource.js';
import type { Operation } from './operation.js';
import { TagResource } from './TagResource.js';
import { UntagResource } from './UntagResource.js';
import { UpdateActionTarget } from './UpdateActionTarget.js';
import { UpdateFindings } from './UpdateFindings.js';
import { UpdateInsight } from './UpdateInsight.js';
import { UpdateSecurityHubConfiguration } from './UpdateSecurityHubConfiguration.js';

/** The operations that are built, by the API's names. */
export const BUILT: { readonly [Name in OperationName]?: Operation<Name> } = {
  BatchDeleteAutomationRules,
  BatchGetAutomationRules,
  BatchImportFindings,
  BatchUpdateAutomationRules,
  BatchUpdateFindings,
  CreateActionTarget,
  CreateAutomationRule,
  CreateInsight,
  DeleteActionTarget,
  DeleteInsight,
  DescribeActionTargets,
  DescribeHub,
  DescribeProducts,
  DisableImportFindingsForProduct,
  DisableSecurityHub,
  EnableImportFindingsForProduct,
  EnableSecurityHub,
  GetEnabledStandards,
  GetFindingHistory,
  GetFindings,
  GetInsightResults,
  GetInsights,
  ListAutomationRules,
  ListEnabledProductsForImport,
  ListTagsForResource,
  TagResource,
  UntagResource,
  UpdateActionTarget,
  UpdateFindings,
  UpdateInsight,
  UpdateSecurityHubConfiguration,
};
