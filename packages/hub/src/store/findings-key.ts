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
export function findingDigest(key: Omit<FindingKey, 'account'>): string {
  let digest = young.get(key) ?? old.get(key);
  if (digest === undefined) {
    digest = idDigest(key.id) + productDigest(`${key.region}\n${key.productArn}`);
    if (young.size >= MAX_RECENT) [old, young] = [young, new Map()];
    young.set(key, digest);
  }
  return digest;
}

/** Whoever looks a finding up nearly always writes it next, under the same key. */
const MAX_RECENT = 500;
let young = new Map<object, string>();
let old: ReadonlyMap<object, string> = new Map();

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

interface KnownCheck {
  parts: readonly (string | null | readonly string[])[];
  digest: string;
}

/** By title, which nearly always tells checks apart: there are few of them and millions of findings. */
const checks = new Map<string | null, KnownCheck[]>();
const MAX_CHECKS = 5_000;
let countOfChecks = 0;

/** The name of a set of attributes that many findings have in common. */
export function checkDigest(
  productArn: string,
  { productName, companyName, generatorId, title, types }: CheckAttributes,
  resourceTypes: readonly string[],
): string {
  const parts = [productArn, productName, companyName, generatorId, title, types, resourceTypes];
  const known = checks.get(title)?.find((check) => isSame(check.parts, parts));
  if (known !== undefined) return known.digest;
  const digest = hash('sha256', JSON.stringify(parts), 'base64url').slice(0, CHECK_LENGTH);
  if (countOfChecks >= MAX_CHECKS) {
    checks.clear();
    countOfChecks = 0;
  }
  countOfChecks += 1;
  checks.set(title, [...(checks.get(title) ?? []), { parts, digest }]);
  return digest;
}

function isSame(one: KnownCheck['parts'], other: KnownCheck['parts']): boolean {
  return one.every((part, place) => {
    const match = other[place];
    if (part === match) return true;
    if (!Array.isArray(part) || !Array.isArray(match)) return false;
    return part.length === match.length && part.every((item, index) => item === match[index]);
  });
}

/** Shows whether a text is another than before. */
export const textDigest = (text: string): string => hash('sha256', text, 'base64url').slice(0, TEXT_LENGTH);
