import { randomInt } from 'node:crypto';
import type { HubConfig } from '../config.js';
import { ServiceError } from '../errors.js';
import { enableHub } from '../products/enable-hub.js';
import type { ControlStore } from '../store/control.js';
import { newAccessKeyId, newSecretKey } from './keys.js';
import type { Secrets } from './secrets.js';

/** The setting that names the account which manages the installation. */
export const ROOT_SETTING = 'root-account';
/** The account that it will be, until all that a first start does is done. */
const CHOSEN_ACCOUNT = 'first-start-account';
/** The key that was made up for it, sealed: `<access key id> <secret>`. */
const CHOSEN_KEY = 'first-start-key';

/** What the first start made up, to be shown once: the secret cannot be read back. */
export interface RootCredentials {
  account: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * Sees to it that there is a root account with its hub enabled and, if one was given, with that access key. Does
 * nothing that was done before. Hubs that start at once on one store do the same work side by side: the account and the
 * key are chosen once for all of them, and whoever takes part shows the key.
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
  const account = known ?? (await chooseAccount(store, root.accountId));
  if (root.accountId !== undefined && root.accountId !== account) {
    throw new Error(
      `the root account of this data is ${account}, not ${root.accountId}: leave the setting out, or use another data folder`,
    );
  }
  const { accessKeyId, secretAccessKey } = root;
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    await putRootKey(store, secrets, { account, accessKeyId, secretAccessKey }, createdAt);
  }
  if (known !== undefined) return { account };

  const made = accessKeyId === undefined ? { account, ...(await chooseKey(store, secrets)) } : undefined;
  if (made !== undefined) await putRootKey(store, secrets, made, createdAt);
  await store.createAccount({ account, name: 'root', createdAt });
  await ensureHub(store, account, region, now);
  // Last: until it is there, the next start does all of this again.
  await store.putSetting(ROOT_SETTING, account);
  return { account, ...(made !== undefined && { made }) };
}

const chooseAccount = (store: ControlStore, given: string | undefined): Promise<string> =>
  store.claimSetting(CHOSEN_ACCOUNT, given ?? String(randomInt(100_000_000_000, 1_000_000_000_000)));

/** The same for all hubs that start now, and again for one that starts after a first start that did not come to its end. */
async function chooseKey(
  store: ControlStore,
  secrets: Secrets,
): Promise<Pick<RootCredentials, 'accessKeyId' | 'secretAccessKey'>> {
  const ours = newAccessKeyId();
  const chosen = await store.claimSetting(CHOSEN_KEY, `${ours} ${secrets.encrypt(ours, newSecretKey())}`);
  const [accessKeyId = '', sealed = ''] = chosen.split(' ');
  return { accessKeyId, secretAccessKey: secrets.decrypt(accessKeyId, sealed) };
}

async function ensureHub(store: ControlStore, account: string, region: string, now: Date): Promise<void> {
  if ((await store.getHub(account, region)) !== undefined) return;
  try {
    await enableHub(store, { account, region, now, controlFindingGenerator: 'SECURITY_CONTROL' });
  } catch (error) {
    // Another hub has just done it.
    if (!(error instanceof ServiceError && error.code === 'ResourceConflictException')) throw error;
  }
}

/** A given key replaces one of the same id: that is how a secret is changed by configuration. */
async function putRootKey(
  store: ControlStore,
  secrets: Secrets,
  { account, accessKeyId, secretAccessKey }: RootCredentials,
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
