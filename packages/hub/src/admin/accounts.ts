import { randomInt } from 'node:crypto';
import { hubArn } from '../access/arn.js';
import { enableHub } from '../products/enable-hub.js';
import type { AccountRow } from '../store/control.js';
import { conflict, requireAccount } from './found.js';
import { accountId, optional, readMembers, region, required, text } from './members.js';
import { type AdminRoute, adminRoute } from './route.js';

/** Account numbers have 12 digits. */
const newAccountId = (): string => String(randomInt(100_000_000_000, 1_000_000_000_000));

const render = ({ account, name, createdAt }: AccountRow) => ({
  AccountId: account,
  Name: name,
  CreatedAt: createdAt,
});

export const ACCOUNT_ROUTES: readonly AdminRoute[] = [
  adminRoute('POST', '/accounts', 'docket:CreateAccount', async ({ body }, { control, now }) => {
    const members = readMembers(body, ['AccountId', 'Name']);
    const row = {
      name: required(members, 'Name', text(1, 128)),
      account: optional(members, 'AccountId', accountId, undefined) ?? newAccountId(),
      createdAt: now.toISOString(),
    };
    if (!(await control.createAccount(row))) throw conflict(`Account ${row.account}`);
    return { status: 201, body: { Account: render(row) } };
  }),

  adminRoute('GET', '/accounts', 'docket:ListAccounts', async (_, { control }) => ({
    status: 200,
    body: { Accounts: (await control.listAccounts()).map(render) },
  })),

  adminRoute('POST', '/accounts/:account/hubs', 'docket:EnableHub', async (input, context) => {
    const { account } = await requireAccount(input, context);
    const place = required(readMembers(input.body, ['Region']), 'Region', region);
    const { control, now } = context;
    await enableHub(control, { account, region: place, now, controlFindingGenerator: 'SECURITY_CONTROL' });
    const hub = { HubArn: hubArn(place, account), Region: place, SubscribedAt: now.toISOString() };
    return { status: 201, body: { Hub: hub } };
  }),
];
