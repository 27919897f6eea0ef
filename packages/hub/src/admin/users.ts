import type { PrincipalRow } from '../store/control.js';
import { conflict, notFound, requireAccount, requireUser, userOf } from './found.js';
import { policy } from './managed-policies.js';
import { listOf, optional, readMembers, required, userName } from './members.js';
import { type AdminRoute, adminRoute } from './route.js';

/** As many managed policies as IAM attaches to one user. */
const policies = listOf(policy, 10);

const render = ({ name, policies: documents, createdAt }: PrincipalRow) => ({
  UserName: name,
  Policies: JSON.parse(documents) as unknown,
  CreatedAt: createdAt,
});

export const USER_ROUTES: readonly AdminRoute[] = [
  adminRoute('POST', '/accounts/:account/users', 'docket:CreateUser', async (input, context) => {
    const { account } = await requireAccount(input, context);
    const members = readMembers(input.body, ['UserName', 'Policies']);
    const name = required(members, 'UserName', userName);
    const row = {
      account,
      name,
      // Without a policy a user may do nothing.
      policies: JSON.stringify(optional(members, 'Policies', policies, [])),
      createdAt: context.now.toISOString(),
    };
    if (!(await context.control.createPrincipal(row))) throw conflict(userOf(account, name));
    context.changed();
    return { status: 201, body: { User: render(row) } };
  }),

  adminRoute('GET', '/accounts/:account/users', 'docket:ListUsers', async (input, context) => {
    const { account } = await requireAccount(input, context);
    return { status: 200, body: { Users: (await context.control.listPrincipals(account)).map(render) } };
  }),

  adminRoute(
    'PUT',
    '/accounts/:account/users/:user/policies',
    'docket:PutUserPolicies',
    async (input, context) => {
      const user = await requireUser(input, context);
      const documents = required(readMembers(input.body, ['Policies']), 'Policies', policies);
      const row = { ...user, policies: JSON.stringify(documents) };
      // Deleted meanwhile, it must not come back.
      if (!(await context.control.replacePrincipal(row))) throw notFound(userOf(row.account, row.name));
      context.changed();
      return { status: 200, body: { User: render(row) } };
    },
  ),

  adminRoute('DELETE', '/accounts/:account/users/:user', 'docket:DeleteUser', async (input, context) => {
    const { account, name } = await requireUser(input, context);
    // The keys first: one that stayed would come to life again with the next user of that name.
    for (const key of await context.control.listAccessKeys(account)) {
      if (key.principal === name) await context.control.deleteAccessKey(key.accessKeyId);
    }
    await context.control.deletePrivateViews(account, name);
    await context.control.deletePrincipal(account, name);
    context.changed();
    return { status: 200, body: {} };
  }),
];
