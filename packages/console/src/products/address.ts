import { hrefTo } from '../router/location.js';

/** The products with one open beside them; an empty ARN stands for what named no product that the hub knows. */
export const productHref = (arn: string): string => hrefTo('/products', { product: arn });
