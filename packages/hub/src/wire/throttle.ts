import { ServiceError } from '../errors.js';
import type { OperationName } from './generated/operations.js';

/** Calls per second and how many may come at once, per account and Region, as the service documents its quotas. */
const QUOTAS: Partial<Record<OperationName, Quota>> = {
  GetFindings: { rate: 3, burst: 6 },
  BatchEnableStandards: { rate: 1, burst: 1 },
  UpdateStandardsControl: { rate: 1, burst: 5 },
};
const OTHERS: Quota = { rate: 10, burst: 30 };

interface Quota {
  rate: number;
  burst: number;
}

/** Accounts are few, but keys are checked after names: a bound keeps a stranger from filling memory. */
const MAX_BUCKETS = 50_000;

/** Token buckets, one for each account, Region and operation. */
export class Throttle {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  /**
   * @param now milliseconds of a clock that does not jump
   * @throws ServiceError TooManyRequestsException
   */
  pass(account: string, region: string, operation: OperationName, now: number): void {
    const { rate, burst } = QUOTAS[operation] ?? OTHERS;
    const name = `${account}/${region}/${operation}`;
    const bucket = this.#buckets.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    if (this.#buckets.size >= MAX_BUCKETS) this.#buckets.clear();
    this.#buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    if (tokens < 1) throw new ServiceError('TooManyRequestsException', 'Too Many Requests');
  }
}
