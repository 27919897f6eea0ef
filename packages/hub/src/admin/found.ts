import { ServiceError } from '../errors.js';
import type { AccountRow, HubRow, PrincipalRow } from '../store/control.js';
import { accountId, productPart, region, userName } from './members.js';
import type { AdminContext, AdminInput } from './route.js';

export const notFound = (what: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `${what} does not exist`);

export const conflict = (what: string): ServiceError =>
  new ServiceError('ResourceConflictException', `${what} exists already`);

/** The account that the path names. Throws InvalidInputException or ResourceNotFoundException. */
export async function requireAccount({ params }: AdminInput, { control }: AdminContext): Promise<AccountRow> {
  const id = accountId(params.account, 'The account in the path');
  const account = await control.getAccount(id);
  if (account === undefined) throw notFound(`Account ${id}`);
  return account;
}

/** The user that the path names. Throws InvalidInputException or ResourceNotFoundException. */
export async function requireUser(input: AdminInput, context: AdminContext): Promise<PrincipalRow> {
  const { account } = await requireAccount(input, context);
  return findUser(account, userName(input.params.user, 'The user in the path'), context);
}

export async function findUser(
  account: string,
  name: string,
  { control }: AdminContext,
): Promise<PrincipalRow> {
  const user = await control.getPrincipal(account, name);
  if (user === undefined) throw notFound(userOf(account, name));
  return user;
}

/** How messages name a user. */
export const userOf = (account: string, name: string): string => `User ${name} of account ${account}`;

/** The hub that the path names. Throws InvalidInputException or ResourceNotFoundException. */
export async function requireHubOf(input: AdminInput, context: AdminContext): Promise<HubRow> {
  const { account } = await requireAccount(input, context);
  const place = region(input.params.region, 'The Region in the path');
  const hub = await context.control.getHub(account, place);
  if (hub === undefined) throw notFound(`The hub of account ${account} in ${place}`);
  return hub;
}

/** The company and product that the path names. Throws InvalidInputException. */
export const productInPath = ({ params }: AdminInput): { company: string; product: string } => ({
  company: productPart(params.company, 'The company in the path'),
  product: productPart(params.product, 'The product in the path'),
});
