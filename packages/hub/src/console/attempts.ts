import { BoundedCache } from '../cache.js';
import { ServiceError } from '../errors.js';
import { addressKey } from '../findings/filter/address.js';

/** So many failures at once, and one more each so often. */
interface Allowance {
  burst: number;
  everyMs: number;
}

/** Of one network for one key: people mistype. */
const FOR_KEY: Allowance = { burst: 10, everyMs: 30_000 };
/** Of one network for all keys: behind a proxy there may be many people. */
const FOR_ALL: Allowance = { burst: 50, everyMs: 1_000 };

/** Networks and keys that are remembered; those with failures longest ago are forgotten first. */
const REMEMBERED = 10_000;

/**
 * Bounds the failures of signing in, by where they come from: somebody far away who guesses at a key does not lock out
 * those who have it.
 */
export class SignInAttempts {
  readonly #spent = new BoundedCache<string, { count: number; at: number }>(REMEMBERED);

  /**
   * Counts an attempt as a failure until it turns out to be none, so that many at once do not slip through.
   *
   * @param now milliseconds of a clock that does not jump
   * @returns takes the failure back
   * @throws ServiceError TooManyRequestsException
   */
  begin(address: string, accessKeyId: string, now: number): () => void {
    const network = networkOf(address);
    const counters = [
      { name: `${network} ${accessKeyId}`, allowance: FOR_KEY },
      { name: network, allowance: FOR_ALL },
    ];
    for (const { name, allowance } of counters) {
      if (this.#failures(name, allowance, now) > allowance.burst - 1) throw tooMany();
    }
    const add = (count: number): void => {
      for (const { name, allowance } of counters) {
        const failures = Math.max(0, this.#failures(name, allowance, now) + count);
        this.#spent.set(name, { count: failures, at: now });
      }
    };
    add(1);
    return () => add(-1);
  }

  #failures(name: string, { everyMs }: Allowance, now: number): number {
    const { count, at } = this.#spent.get(name) ?? { count: 0, at: now };
    return Math.max(0, count - Math.max(0, now - at) / everyMs);
  }
}

const MAPPED_IPV4 = `${'0'.repeat(20)}ffff`;

/** An IPv4 address, or the 64 bits of an IPv6 address that one site has: a host can take any of the others. */
function networkOf(address: string): string {
  const key = addressKey(address) ?? '';
  return key.startsWith(MAPPED_IPV4) ? key : key.slice(0, 16);
}

const tooMany = (): ServiceError =>
  new ServiceError(
    'TooManyRequestsException',
    'There were too many attempts to sign in that failed. Wait half a minute, then try again.',
  );
