import type { Identifier } from '../api/findings.js';
import { hrefTo } from '../router/location.js';

/** The own page of a finding. */
export const findingHref = ({ Id, ProductArn }: Identifier): string =>
  hrefTo('/finding', { finding: Id, of: ProductArn });

/** Which finding an address is about; undefined if it does not say. */
export function identifierIn(query: URLSearchParams): Identifier | undefined {
  const Id = query.get('finding');
  const ProductArn = query.get('of');
  return Id === null || ProductArn === null ? undefined : { Id, ProductArn };
}
