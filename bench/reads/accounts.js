import { PRODUCTS } from './products.js';

/** @param {number} place among the accounts of the bench */
export const accountNumber = (place) => String(100_000_000_001 + place);

/** Keys that need not be kept anywhere. @param {string} account */
export const keyOf = (account) => ({
  accessKeyId: `AKIABENCH${account}`,
  secretAccessKey: `the-secret-of-${account}`,
});

/**
 * An account with a hub, a key and the partner products of the estate. What an interrupted run has made may be there.
 *
 * @param {import('../../test/support/client.js').Client} admin of the root account
 * @param {string} region
 * @param {string} account
 */
export async function makeAccount(admin, region, account) {
  const ask = async (
    /** @type {string} */ method,
    /** @type {string} */ path,
    /** @type {object} */ body,
  ) => {
    const { status, body: text } = await admin.call(method, `/_docket/admin/accounts${path}`, body);
    if (status >= 300 && status !== 409) throw new Error(`${method} ${path}: ${status} ${text}`);
  };
  await ask('POST', '', { AccountId: account, Name: `Bench ${account}` });
  await ask('POST', `/${account}/hubs`, { Region: region });
  const { accessKeyId, secretAccessKey } = keyOf(account);
  await ask('POST', `/${account}/keys`, { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey });
  for (const { partner } of PRODUCTS) {
    if (partner === undefined) continue;
    await ask('PUT', `/${account}/hubs/${region}/subscriptions/${partner.split(':')[1]}`, {});
  }
}
