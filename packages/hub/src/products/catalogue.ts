import { AWS_PRODUCTS } from './catalogue-aws.js';
import { PARTNER_PRODUCTS } from './catalogue-partners.js';
import type { CatalogueProduct } from './integration.js';

/**
 * Integrations and their ARNs as the service's user guide listed them between 2018 and 2023, with those that
 * DescribeProducts showed beside them and a few that their vendors document. Retired products stay: their findings are
 * still about.
 */
export const CATALOGUE: readonly CatalogueProduct[] = [...AWS_PRODUCTS, ...PARTNER_PRODUCTS];
