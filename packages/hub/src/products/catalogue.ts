import { AWS_PRODUCTS } from './catalogue-aws.js';
import { PARTNER_PRODUCTS } from './catalogue-partners.js';
import type { CatalogueProduct } from './integration.js';

/**
 * Integrations of the service. About two thirds stand with their ARN in the service's user guide as it was public
 * between 2019 and 2023; their company, product and account are those in it. The parts of the others, mostly AWS's own
 * services and integrations that only receive findings, are second-hand and may differ from the service's. Nothing here
 * was compared with the running service. Retired products stay: their findings are still about.
 */
export const CATALOGUE: readonly CatalogueProduct[] = [...AWS_PRODUCTS, ...PARTNER_PRODUCTS];
