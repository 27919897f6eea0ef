import { ServiceError } from '../errors.js';
import type { ControlStore } from '../store/control.js';
import { CATALOGUE } from './catalogue.js';

export interface HubToEnable {
  account: string;
  region: string;
  now: Date;
  /** The service's default for accounts of today is SECURITY_CONTROL. */
  controlFindingGenerator: 'SECURITY_CONTROL' | 'STANDARD_CONTROL';
}

/**
 * Enables an account's hub with the integrations that come with it.
 *
 * @throws ServiceError ResourceConflictException, in the service's words, if it is enabled already
 */
export async function enableHub(control: ControlStore, hub: HubToEnable): Promise<void> {
  const { account, region, controlFindingGenerator } = hub;
  if ((await control.getHub(account, region)) !== undefined) throw alreadySubscribed();
  const createdAt = hub.now.toISOString();
  // Before the hub, without which they mean nothing: a hub is never there without them, even after a crash.
  for (const { company, product, enabledWithHub } of CATALOGUE) {
    if (enabledWithHub) await control.createSubscription({ account, region, company, product, createdAt });
  }
  const row = { account, region, subscribedAt: createdAt, autoEnableControls: true, controlFindingGenerator };
  if (!(await control.createHub(row))) throw alreadySubscribed();
}

const alreadySubscribed = (): ServiceError =>
  new ServiceError('ResourceConflictException', 'Account is already subscribed to Security Hub');
