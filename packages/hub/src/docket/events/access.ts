import { hubArn } from '../../access/arn.js';
import { optional, type Reader } from '../../admin/members.js';
import { invalidInput } from '../../errors.js';
import { requireHub } from '../../operations/requireHub.js';
import type { DefinitionKey } from '../../store/definitions.js';
import { authorizeReading, type DocketContext } from '../route.js';

/** Lets in whoever may see rules, sinks and deliveries. Throws AccessDeniedException, InvalidAccessException. */
export const authorizeEvents = (context: DocketContext): Promise<void> => allow(context, 'docket:ReadEvents');

/** Lets in whoever may change them. */
export const authorizeEventChanges = (context: DocketContext): Promise<void> =>
  allow(context, 'docket:ManageEvents');

/** Lets in whoever may see events themselves, which hold findings. */
export async function authorizeEventContents(context: DocketContext): Promise<void> {
  await authorizeReading(context);
  await authorizeEvents(context);
}

async function allow(context: DocketContext, action: string): Promise<void> {
  const { access, caller } = context;
  access.authorize(caller, action, hubArn(caller.region, caller.account));
  await requireHub(context);
}

/** What an id in a path means to a caller: nobody reaches what belongs to another account. */
export const ownKey = (id: string, { caller }: Pick<DocketContext, 'caller'>): DefinitionKey => ({
  account: caller.account,
  region: caller.region,
  id,
});

const stateOf: Reader<boolean> = (value, name) => {
  if (value === 'ENABLED') return true;
  if (value === 'DISABLED') return false;
  throw invalidInput(`${name} must be ENABLED or DISABLED`);
};

/** State as a body says it. */
export const readState = (members: ReadonlyMap<string, unknown>, fallback: boolean): boolean =>
  optional(members, 'State', stateOf, fallback);

export const renderState = (enabled: boolean): string => (enabled ? 'ENABLED' : 'DISABLED');
