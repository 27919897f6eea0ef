import type { JsonSchema } from '@docket/asff';
import { FINDINGS_FILTERS, REQUEST_DEFINITIONS } from './generated/requests.js';

const percent: JsonSchema = { minimum: 0, maximum: 100 };
const page: JsonSchema = { minimum: 1, maximum: 100 };
const text = (maxLength: number): JsonSchema => ({ minLength: 1, maxLength });

/**
 * Limits of requests by shape and member, from the service's documentation of each member; the model itself knows
 * only types. (The limits of findings are the format's.)
 */
const LIMITS: Readonly<Record<string, JsonSchema>> = {
  'BatchImportFindingsRequest.Findings': { type: 'array', minItems: 1, maxItems: 100 },
  'BatchUpdateFindingsRequest.FindingIdentifiers': { minItems: 1, maxItems: 100 },
  'BatchUpdateFindingsRequest.Confidence': percent,
  'BatchUpdateFindingsRequest.Criticality': percent,
  'BatchUpdateFindingsRequest.Types': {
    maxItems: 50,
    items: { type: 'string', pattern: '^([^/]+)(/[^/]+){0,2}$' },
  },
  'BatchUpdateFindingsRequest.UserDefinedFields': {
    maxProperties: 50,
    propertyNames: { maxLength: 128 },
    additionalProperties: { type: 'string', maxLength: 1024 },
  },
  'BatchUpdateFindingsRequest.RelatedFindings': { minItems: 1, maxItems: 10 },
  'NoteUpdate.Text': text(512),
  'NoteUpdate.UpdatedBy': text(512),
  'SeverityUpdate.Normalized': percent,
  'GetFindingsRequest.MaxResults': page,
  'GetFindingsRequest.SortCriteria': { maxItems: 10 },
  'DescribeProductsRequest.MaxResults': page,
  'ListEnabledProductsForImportRequest.MaxResults': page,
};

/** Attributes in one filter, and values of one attribute. */
const MAX_FILTERED = 10;
const MAX_FILTER_VALUES = 20;

/** The shapes of requests with their limits merged in. */
export const LIMITED_DEFINITIONS: Readonly<Record<string, JsonSchema>> = limited(REQUEST_DEFINITIONS);

function limited(shapes: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  const merged = new Map(Object.entries(shapes));
  for (const [name, limit] of Object.entries(LIMITS)) {
    const [shapeName = '', member = ''] = name.split('.');
    const shape = merged.get(shapeName);
    const known = shape?.properties?.[member];
    // A limit of a member that the model lost would silently stop to hold.
    if (shape === undefined || known === undefined) throw new Error(`the model has no ${name}`);
    merged.set(shapeName, {
      ...shape,
      properties: { ...shape.properties, [member]: { ...known, ...limit } },
    });
  }
  return Object.fromEntries(merged);
}

/** The filters of findings with the documented limits of all filters; they also bound what a query can cost. */
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
  return {
    ...filters,
    definitions: { ...filters.definitions, [name]: { ...shape, properties, maxProperties: MAX_FILTERED } },
  };
}
