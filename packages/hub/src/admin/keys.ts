import { newAccessKeyId, newSecretKey } from '../access/keys.js';
import { invalidInput } from '../errors.js';
import type { AccessKeyRow } from '../store/control.js';
import { conflict, findUser, notFound, requireAccount } from './found.js';
import { form, optional, readMembers, required } from './members.js';
import { type AdminContext, type AdminInput, type AdminRoute, adminRoute } from './route.js';

const principalName = form(/^[\w+=,.@-]{1,64}$/, '"root" or the name of a user');
/** What signers put into a credential scope; 12 digits alone would look like an account to `--auth trust`. */
const keyId = form(/^(?!\d{12}$)\w{16,128}$/, '16 to 128 letters, digits or _');
const secretKey = form(/^[\x21-\x7e]{16,128}$/, '16 to 128 printable ASCII characters without spaces');
const keyStatus = form(/^(Active|Inactive)$/, 'Active or Inactive');

const render = ({ accessKeyId, principal, active, createdAt }: AccessKeyRow) => ({
  AccessKeyId: accessKeyId,
  UserName: principal,
  Status: active ? 'Active' : 'Inactive',
  CreatedAt: createdAt,
});

export const KEY_ROUTES: readonly AdminRoute[] = [
  adminRoute('POST', '/accounts/:account/keys', 'docket:CreateAccessKey', async (input, context) => {
    const { account } = await requireAccount(input, context);
    const members = readMembers(input.body ?? {}, ['UserName', 'AccessKeyId', 'SecretAccessKey']);
    const principal = optional(members, 'UserName', principalName, 'root');
    if (members.has('AccessKeyId') !== members.has('SecretAccessKey')) {
      throw invalidInput(
        'AccessKeyId and SecretAccessKey must be given together, or neither to have them made',
      );
    }
    const accessKeyId = optional(members, 'AccessKeyId', keyId, undefined) ?? newAccessKeyId();
    const secret = optional(members, 'SecretAccessKey', secretKey, undefined) ?? newSecretKey();
    if (principal !== 'root') await findUser(account, principal, context);
    const row: AccessKeyRow = {
      accessKeyId,
      account,
      principal,
      secret: context.seal(accessKeyId, secret),
      sessionToken: null,
      active: true,
      createdAt: context.now.toISOString(),
    };
    if (!(await context.control.createAccessKey(row))) throw conflict(`Access key ${accessKeyId}`);
    context.changed();
    // The only answer that ever carries the secret.
    return { status: 201, body: { AccessKey: { ...render(row), SecretAccessKey: secret } } };
  }),

  adminRoute('GET', '/accounts/:account/keys', 'docket:ListAccessKeys', async (input, context) => {
    const { account } = await requireAccount(input, context);
    const keys = await context.control.listAccessKeys(account);
    return { status: 200, body: { AccessKeys: keys.map(render) } };
  }),

  adminRoute('PUT', '/accounts/:account/keys/:key', 'docket:UpdateAccessKey', async (input, context) => {
    const key = await requireKey(input, context);
    const active = required(readMembers(input.body, ['Status']), 'Status', keyStatus) === 'Active';
    if (!active) refuseOwnKey(key, context);
    if (!(await context.control.setAccessKeyActive(key.accessKeyId, active)))
      throw unknownKey(key.accessKeyId);
    context.changed();
    return { status: 200, body: { AccessKey: render({ ...key, active }) } };
  }),

  adminRoute('DELETE', '/accounts/:account/keys/:key', 'docket:DeleteAccessKey', async (input, context) => {
    const key = await requireKey(input, context);
    refuseOwnKey(key, context);
    if (!(await context.control.deleteAccessKey(key.accessKeyId))) throw unknownKey(key.accessKeyId);
    context.changed();
    return { status: 200, body: {} };
  }),
];

/** The key that the path names, if it is one of the account in the path. */
async function requireKey(input: AdminInput, context: AdminContext): Promise<AccessKeyRow> {
  const { account } = await requireAccount(input, context);
  const id = input.params.key ?? '';
  const key = await context.control.getAccessKey(id);
  if (key === undefined || key.account !== account) throw unknownKey(id);
  return key;
}

/** Whoever takes away the key that they sign with may have locked themselves out. */
function refuseOwnKey(key: AccessKeyRow, { caller }: AdminContext): void {
  if (key.accessKeyId === caller.accessKeyId) {
    throw invalidInput(
      `Access key ${key.accessKeyId} signs this very request: use another one to take it away`,
    );
  }
}

const unknownKey = (id: string) => notFound(`Access key ${id}`);
