import { hubArn } from '../access/arn.js';
import { ServiceError } from '../errors.js';
import type { ControlStore } from '../store/control.js';
import { CATALOGUE } from './catalogue.js';

export interface HubToEnable {
  account: string;
  region: string;
  now: Date;
  /** The service's default for accounts of today is SECURITY_CONTROL. */
  controlFindingGenerator: 'SECURITY_CONTROL' | 'STANDARD_CONTROL';
  /** Checked already. */
  tags?: Readonly<Record<string, string>>;
}

const PRODUCTS = CATALOGUE.filter(({ enabledWithHub }) => enabledWithHub);

/**
 * Enables an account's hub with its tags and the integrations that come with it, all at once: nobody ever sees it
 * without them, not even after a crash.
 *
 * @throws ServiceError ResourceConflictException, in the service's words, if it is enabled already
 */
export async function enableHub(control: ControlStore, hub: HubToEnable): Promise<void> {
  const { account, region, now, controlFindingGenerator, tags = {} } = hub;
  const row = {
    ...{ account, region, controlFindingGenerator },
    subscribedAt: now.toISOString(),
    autoEnableControls: true,
  };
  const created = await control.createHub(row, { arn: hubArn(region, account), tags, products: PRODUCTS });
  if (!created) throw alreadySubscribed();
}

const alreadySubscribed = (): ServiceError =>
  new ServiceError('ResourceConflictException', 'Account is already subscribed to Security Hub');
