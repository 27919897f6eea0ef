import type { JsonSchema } from '@docket/asff';
import { FINDINGS_FILTERS, REQUEST_DEFINITIONS } from './generated/requests.js';

/** Values of one attribute in a filter, as the API documents; it also bounds what a query can cost. */
const MAX_FILTER_VALUES = 20;

/**
 * The shapes of requests. The generated ones leave Findings open, as its items are the import's to check one by one;
 * how many there may be is the request's.
 */
export const LIMITED_DEFINITIONS: Readonly<Record<string, JsonSchema>> = {
  ...REQUEST_DEFINITIONS,
  BatchImportFindingsRequest: {
    ...REQUEST_DEFINITIONS.BatchImportFindingsRequest,
    properties: { Findings: { type: 'array', minItems: 1, maxItems: 100 } },
  },
};

/** The filters of findings. That there are at most ten attributes is the console's limit, not the API's. */
export const LIMITED_FILTERS: JsonSchema = limitedFilters(FINDINGS_FILTERS);

function limitedFilters(filters: JsonSchema): JsonSchema {
  const name = 'AwsSecurityFindingFilters';
  const shape = filters.definitions?.[name];
  if (shape?.properties === undefined) throw new Error(`the model has no ${name}`);
  const properties = Object.fromEntries(
    Object.entries(shape.properties).map(([attribute, list]) => [
      attribute,
      { ...list, maxItems: MAX_FILTER_VALUES },
    ]),
  );
  return { ...filters, definitions: { ...filters.definitions, [name]: { ...shape, properties } } };
}
