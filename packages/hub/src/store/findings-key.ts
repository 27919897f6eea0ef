import { hash } from 'node:crypto';
import type { CheckAttributes, FindingKey } from './findings.js';

/** Characters of base64url: 96 bits of the Id and 36 of where it comes from. */
const ID_LENGTH = 16;
const PRODUCT_LENGTH = 6;
const CHECK_LENGTH = 22;
const TEXT_LENGTH = 8;

/**
 * The short text under which engines index a finding of an account: it keeps indexes small. All findings with one Id
 * have a common beginning (`idDigest`), so that the index also finds by Id alone; the rest tells products and Regions
 * apart, of which an account has few.
 */
export const findingDigest = (key: Omit<FindingKey, 'account'>): string =>
  idDigest(key.id) + productDigest(`${key.region}\n${key.productArn}`);

/** The beginning of the digests of all findings with an Id. */
export function idDigest(id: string): string {
  // UTF-8 has no lone surrogates: hashing one as it is would make two different Ids one.
  return hash('sha256', id.isWellFormed() ? id : JSON.stringify(id), 'base64url').slice(0, ID_LENGTH);
}

const MAX_KNOWN = 10_000;
const known = new Map<string, string>();

/** There are few products and millions of findings, so that nearly every digest is known. */
function productDigest(product: string): string {
  let digest = known.get(product);
  if (digest === undefined) {
    digest = hash('sha256', product, 'base64url').slice(0, PRODUCT_LENGTH);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(product, digest);
  }
  return digest;
}

/** The name of a set of attributes that many findings have in common. */
export function checkDigest(
  productArn: string,
  { productName, companyName, generatorId, title, types }: CheckAttributes,
  resourceTypes: readonly string[],
): string {
  const parts = JSON.stringify([
    productArn,
    productName,
    companyName,
    generatorId,
    title,
    types,
    resourceTypes,
  ]);
  return hash('sha256', parts, 'base64url').slice(0, CHECK_LENGTH);
}

/** Shows whether a text is another than before. */
export const textDigest = (text: string): string => hash('sha256', text, 'base64url').slice(0, TEXT_LENGTH);
