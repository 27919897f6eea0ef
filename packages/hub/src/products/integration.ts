type IntegrationType =
  | 'SEND_FINDINGS_TO_SECURITY_HUB'
  | 'RECEIVE_FINDINGS_FROM_SECURITY_HUB'
  | 'UPDATE_FINDINGS_IN_SECURITY_HUB';

export const SENDS = ['SEND_FINDINGS_TO_SECURITY_HUB'] as const;
export const RECEIVES = ['RECEIVE_FINDINGS_FROM_SECURITY_HUB'] as const;
export const SENDS_AND_RECEIVES = [...SENDS, ...RECEIVES] as const;
export const RECEIVES_AND_UPDATES = [...RECEIVES, 'UPDATE_FINDINGS_IN_SECURITY_HUB'] as const;

/** An integration known to the service. Its ARN is the same in every account: see `products/arn.ts`. */
export interface CatalogueProduct {
  /** The account that the product's ARN carries: 12 digits, or empty. */
  account: string;
  company: string;
  product: string;
  companyName: string;
  productName: string;
  description: string;
  categories: readonly string[];
  integrationTypes: readonly IntegrationType[];
  /** Where to subscribe or buy. */
  marketplaceUrl?: string;
  /** How to set the integration up. */
  activationUrl?: string;
  /** Other account parts under which providers have been told to send, at one time or another. */
  otherAccounts?: readonly string[];
  /** Enabling a hub enables this integration with it, as the service does for most of AWS's own services. */
  enabledWithHub?: true;
}
