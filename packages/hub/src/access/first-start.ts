import { randomInt } from 'node:crypto';
import type { HubConfig } from '../config.js';
import { enableHub } from '../products/enable-hub.js';
import type { ControlStore } from '../store/control.js';
import { newAccessKeyId, newSecretKey } from './keys.js';
import type { Secrets } from './secrets.js';

/** The setting that names the account which manages the installation. */
export const ROOT_SETTING = 'root-account';

/** What the first start made up, to be shown once: the secret cannot be read back. */
export interface RootCredentials {
  account: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * Sees to it that there is a root account with its hub enabled and, if one was given, with that access key. Does
 * nothing that was done before; of hubs that start at once on one store, one makes the account and all go on with it.
 *
 * @returns the account, and its credentials if they were made up just now
 * @throws Error if the configuration names another root account than the store has
 */
export async function ensureRoot(
  store: ControlStore,
  secrets: Secrets,
  { root, region }: Pick<HubConfig, 'root' | 'region'>,
  now: Date,
): Promise<{ account: string; made?: RootCredentials }> {
  const createdAt = now.toISOString();
  const known = await store.getSetting(ROOT_SETTING);
  const account = known ?? root.accountId ?? String(randomInt(100_000_000_000, 1_000_000_000_000));
  if (root.accountId !== undefined && root.accountId !== account) {
    throw new Error(
      `the root account of this data is ${account}, not ${root.accountId}: leave the setting out, or use another data folder`,
    );
  }
  const given = root.accessKeyId !== undefined && root.secretAccessKey !== undefined;
  const accessKeyId = root.accessKeyId ?? newAccessKeyId();
  const secretAccessKey = root.secretAccessKey ?? newSecretKey();
  if (known === undefined || given) {
    await putRootKey(store, secrets, account, accessKeyId, secretAccessKey, createdAt);
  }
  if (known !== undefined) return { account };

  await store.createAccount({ account, name: 'root', createdAt });
  if ((await store.getHub(account, region)) === undefined) {
    await enableHub(store, { account, region, now, controlFindingGenerator: 'SECURITY_CONTROL' });
  }
  // Last: until it is there, the next start does all of this again.
  await store.putSetting(ROOT_SETTING, account);
  return { account, ...(!given && { made: { account, accessKeyId, secretAccessKey } }) };
}

/** A given key replaces one of the same id: that is how a secret is changed by configuration. */
async function putRootKey(
  store: ControlStore,
  secrets: Secrets,
  account: string,
  accessKeyId: string,
  secretAccessKey: string,
  createdAt: string,
): Promise<void> {
  const stored = await store.getAccessKey(accessKeyId);
  if (stored !== undefined) {
    if (stored.account !== account || stored.principal !== 'root') {
      throw new Error(
        `the access key ${accessKeyId} belongs to somebody else: choose another for the root account`,
      );
    }
    if (secrets.decrypt(accessKeyId, stored.secret) === secretAccessKey) return;
    await store.deleteAccessKey(accessKeyId);
  }
  await store.createAccessKey({
    accessKeyId,
    account,
    principal: 'root',
    secret: secrets.encrypt(accessKeyId, secretAccessKey),
    sessionToken: null,
    active: true,
    createdAt,
  });
}
