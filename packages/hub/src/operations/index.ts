import type { OperationName } from '../wire/generated/operations.js';
import { BatchImportFindings } from './BatchImportFindings.js';
import { BatchUpdateFindings } from './BatchUpdateFindings.js';
import { DescribeHub } from './DescribeHub.js';
import { DescribeProducts } from './DescribeProducts.js';
import { DisableImportFindingsForProduct } from './DisableImportFindingsForProduct.js';
import { DisableSecurityHub } from './DisableSecurityHub.js';
import { EnableImportFindingsForProduct } from './EnableImportFindingsForProduct.js';
import { EnableSecurityHub } from './EnableSecurityHub.js';
import { GetEnabledStandards } from './GetEnabledStandards.js';
import { GetFindings } from './GetFindings.js';
import { ListEnabledProductsForImport } from './ListEnabledProductsForImport.js';
import { ListTagsForResource } from './ListTagsForResource.js';
import type { Operation } from './operation.js';
import { TagResource } from './TagResource.js';
import { UntagResource } from './UntagResource.js';
import { UpdateSecurityHubConfiguration } from './UpdateSecurityHubConfiguration.js';

/** The operations that are built, by the API's names. */
export const BUILT: { readonly [Name in OperationName]?: Operation<Name> } = {
  BatchImportFindings,
  BatchUpdateFindings,
  DescribeHub,
  DescribeProducts,
  DisableImportFindingsForProduct,
  DisableSecurityHub,
  EnableImportFindingsForProduct,
  EnableSecurityHub,
  GetEnabledStandards,
  GetFindings,
  ListEnabledProductsForImport,
  ListTagsForResource,
  TagResource,
  UntagResource,
  UpdateSecurityHubConfiguration,
};
