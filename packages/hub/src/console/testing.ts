import { Sessions } from '../access/sessions.js';
import { REGION, ROOT, ROOT_KEY, type RunningHub } from '../testing/hub.js';
import type { Credentials } from '../testing/signer.js';

/** Of hubs whose tickets tests make themselves. */
export const MASTER_KEY = 'ab'.repeat(32);

export const MINUTE = 60_000;

/** What is answered to whoever is in no session. */
export const OVER = 'There is no session, or it is over. Sign in.';

/** A ticket that this installation gave to the holder of a key so many milliseconds ago. */
export async function ticketOf(ago: number, credentials = ROOT_KEY, isSecure = false): Promise<string> {
  const { accessKeyId, secretAccessKey } = credentials;
  const caller = { account: ROOT, arn: '', userId: '', accessKeyId, region: REGION, policies: [] };
  const sessions = new Sessions({
    masterKey: Buffer.from(MASTER_KEY, 'hex'),
    keys: { findCaller: async () => ({ caller, secretKey: secretAccessKey }) },
    checkSecrets: true,
    store: { endSession: async () => undefined, isSessionEnded: async () => false },
  });
  const { ticket } = await sessions.start(credentials, REGION, isSecure, new Date(Date.now() - ago));
  if (ticket === undefined) throw new Error('a session starts with a ticket');
  return ticket;
}

/** A new user of the root account: a client of theirs, and the key that it signs with. */
export async function userWith(hub: RunningHub, name: string, policies: readonly unknown[]) {
  const client = await hub.user(ROOT, name, policies);
  const credentials: Credentials | undefined = client.options.credentials;
  if (credentials === undefined) throw new Error('a user has a key');
  return { client, credentials };
}
