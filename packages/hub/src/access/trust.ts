import { principalArn, REGION } from './arn.js';
import type { Caller } from './caller.js';
import { userIdOf } from './keys.js';
import { ROOT_POLICIES, type Signer } from './principals.js';

export interface TrustDefaults {
  account: string;
  region: string;
}

/**
 * Trust mode, for test suites on loopback: whoever calls is root of an account and nothing is verified. The account is
 * a 12-digit access key id, else the default one; the Region is that of the credential scope if it can be one.
 */
export function trustCaller(
  claim: { accessKeyId: string; region: string } | undefined,
  defaults: TrustDefaults,
): Caller {
  const accessKeyId = claim?.accessKeyId ?? '';
  const account = /^\d{12}$/.test(accessKeyId) ? accessKeyId : defaults.account;
  const region = claim !== undefined && REGION.test(claim.region) ? claim.region : defaults.region;
  return {
    account,
    arn: principalArn(region, account, 'root'),
    userId: userIdOf(account, 'root'),
    accessKeyId,
    region,
    policies: ROOT_POLICIES,
  };
}

/** Access keys in trust mode: whatever is one, it is somebody's. */
export const trustedKeys = (
  defaults: TrustDefaults,
): { findCaller(accessKeyId: string, sessionToken: undefined, region: string): Promise<Signer> } => ({
  findCaller: async (accessKeyId, _sessionToken, region) => ({
    caller: trustCaller({ accessKeyId, region }, defaults),
    secretKey: '',
  }),
});
