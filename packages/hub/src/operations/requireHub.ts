import { ServiceError } from '../errors.js';
import type { HubRow } from '../store/control.js';
import type { Context } from './operation.js';

/**
 * The caller's hub in the Region of the call.
 *
 * @throws ServiceError InvalidAccessException, in the service's words, if it is not enabled
 */
export async function requireHub({ caller, store }: Pick<Context, 'caller' | 'store'>): Promise<HubRow> {
  const hub = await store.control.getHub(caller.account, caller.region);
  if (hub === undefined) throw notSubscribed(caller.account);
  return hub;
}

export const notSubscribed = (account: string): ServiceError =>
  new ServiceError('InvalidAccessException', `Account ${account} is not subscribed to AWS Security Hub`);
