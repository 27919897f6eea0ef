import type { Violation } from '@docket/asff';
import type { ServiceError } from '../../errors.js';
import type { Context } from '../operation.js';
import { idOf, membersOf } from './entry.js';
import type { ImportCounts, ImportOutcome } from './store.js';

/** What became of one import, for those who count. */
export interface ImportReport {
  region: string;
  time: Date;
  /** One of each account and product. */
  products: readonly ProductImport[];
}

export interface ProductImport extends ImportCounts {
  /** Whose health it is: the finding's account if the caller may send for it, the caller's otherwise. */
  account: string;
  /** As sent; undefined for findings that name none. */
  productArn: string | undefined;
  refused: readonly Refusal[];
}

/** A finding that was refused, alone or with its whole batch. */
export interface Refusal {
  /** Empty if the finding has none. Of any length and content. */
  findingId: string;
  code: string;
  message: string;
  /** None if it is not the format that refused it, or if it is too large. */
  violations: readonly Violation[];
}

/** A finding as sent, and why it was refused. */
export type RefusedEntry = readonly [entry: unknown, refusal: Refusal];

/** Of a batch that was let in: the findings of each account and product. */
export function importReport(
  outcomes: readonly ImportOutcome[],
  refused: readonly RefusedEntry[],
  { caller, now }: Pick<Context, 'caller' | 'now'>,
): ImportReport {
  const products = new Products();
  for (const { key, created, updated, ignored } of outcomes) {
    const counts = products.of(key.account, key.productArn);
    counts.created += created;
    counts.updated += updated;
    counts.ignored += ignored;
  }
  for (const [entry, refusal] of refused) {
    const { AwsAccountId: account, ProductArn: arn } = membersOf(entry);
    // Who may send what was checked of findings that name both, and of no others.
    const named = typeof account === 'string' && typeof arn === 'string';
    products.of(named ? account : caller.account, arn).refused.push(refusal);
  }
  return { region: caller.region, time: now, products: products.all() };
}

/** Of a batch that was refused as a whole: every finding of it, in the name of the caller, who is the only one proven. */
export function refusedReport(
  entries: readonly unknown[],
  { code, message }: ServiceError,
  { caller, now }: Pick<Context, 'caller' | 'now'>,
): ImportReport {
  const products = new Products();
  for (const entry of entries) {
    const refusal: Refusal = { findingId: idOf(entry), code, message, violations: [] };
    products.of(caller.account, membersOf(entry).ProductArn).refused.push(refusal);
  }
  return { region: caller.region, time: now, products: products.all() };
}

class Products {
  readonly #byName = new Map<string, ProductImport & { refused: Refusal[] }>();

  of(account: string, arn: unknown): ProductImport & { refused: Refusal[] } {
    const productArn = typeof arn === 'string' ? arn : undefined;
    // Accounts hold no line breaks.
    const name = `${account}\n${productArn ?? ''}`;
    let product = this.#byName.get(name);
    if (product === undefined) {
      product = { account, productArn, created: 0, updated: 0, ignored: 0, refused: [] };
      this.#byName.set(name, product);
    }
    return product;
  }

  all(): ProductImport[] {
    return [...this.#byName.values()];
  }
}
