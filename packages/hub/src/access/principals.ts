import { createHash, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../errors.js';
import { Remembered, type RememberedOptions } from '../remembered.js';
import type { ControlStore } from '../store/control.js';
import { principalArn } from './arn.js';
import type { Caller, PolicyDocument } from './caller.js';
import { userIdOf } from './keys.js';
import { parsePolicy } from './policy.js';
import type { Secrets } from './secrets.js';

/** What the account's root may do: everything. */
export const ROOT_POLICIES: readonly PolicyDocument[] = [
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'] }] },
];

const ACCESS_KEY_ID = /^\w{1,128}$/;

interface KnownKey {
  account: string;
  principal: string;
  secretKey: string;
  sessionToken: string | null;
  policies: readonly PolicyDocument[];
}

export interface Signer {
  caller: Caller;
  /** In memory only: for `verifySignature`. */
  secretKey: string;
}

export interface PrincipalsOptions extends RememberedOptions {
  store: Pick<ControlStore, 'getAccessKey' | 'getPrincipal'>;
  secrets: Secrets;
}

/** Finds out whose access key it is; what the store said is remembered for at most a second. */
export class Principals {
  readonly #options: PrincipalsOptions;
  readonly #keys: Remembered<KnownKey | undefined>;

  constructor(options: PrincipalsOptions) {
    this.#options = options;
    this.#keys = new Remembered({ limit: 1_000, ...options });
  }

  /**
   * The caller behind an active access key, and the secret to verify the signature with. Throws
   * UnrecognizedClientException if there is no such key, or if the session token is not exactly the one of the key.
   */
  async findCaller(accessKeyId: string, sessionToken: string | undefined, region: string): Promise<Signer> {
    const key = await this.#find(accessKeyId);
    if (key === undefined || !tokensAgree(key.sessionToken, sessionToken)) throw unrecognized();
    const { account, principal, secretKey, policies } = key;
    const caller: Caller = {
      account,
      arn: principalArn(region, account, principal),
      userId: userIdOf(account, principal),
      accessKeyId,
      region,
      policies,
    };
    return { caller, secretKey };
  }

  /** After a key or principal was changed through this hub: the next call sees it at once. */
  forget(): void {
    this.#keys.clear();
  }

  #find(accessKeyId: string): Promise<KnownKey | undefined> {
    if (!ACCESS_KEY_ID.test(accessKeyId)) return Promise.resolve(undefined);
    return this.#keys.get(accessKeyId, () => this.#load(accessKeyId));
  }

  async #load(accessKeyId: string): Promise<KnownKey | undefined> {
    const { store, secrets } = this.#options;
    const row = await store.getAccessKey(accessKeyId);
    if (row === undefined || !row.active) return undefined;
    const { account, principal, sessionToken } = row;
    let policies = ROOT_POLICIES;
    if (principal !== 'root') {
      const principalRow = await store.getPrincipal(account, principal);
      if (principalRow === undefined) return undefined;
      policies = storedPolicies(principalRow.policies);
    }
    const secretKey = secrets.decrypt(accessKeyId, row.secret);
    return { account, principal, secretKey, sessionToken, policies };
  }
}

const unrecognized = (): ServiceError =>
  new ServiceError('UnrecognizedClientException', 'The security token included in the request is invalid.');

/** Policies as the store keeps them: the JSON of a list of documents. */
function storedPolicies(json: string): PolicyDocument[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) throw new Error('The stored policies of a principal are not a list.');
  return list.map(parsePolicy);
}

function tokensAgree(stored: string | null, sent: string | undefined): boolean {
  if (stored === null || sent === undefined) return stored === null && sent === undefined;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(stored), digest(sent));
}
