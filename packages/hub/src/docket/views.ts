import { randomUUID } from 'node:crypto';
import { hubArn, principalName } from '../access/arn.js';
import { accessDenied } from '../access/authorize.js';
import { notFound } from '../admin/found.js';
import { flag, optional, type Reader, readMembers, required, text } from '../admin/members.js';
import { invalidInput, ServiceError } from '../errors.js';
import type { ViewRow } from '../store/views.js';
import type { DocketContext, DocketRoute } from './route.js';

/** Views that one principal may have. */
const QUOTA = 100;
const MAX_QUERY_BYTES = 8 * 1024;

const name = text(1, 128);
const query: Reader<string> = (value, member) => {
  if (typeof value === 'string' && Buffer.byteLength(value) <= MAX_QUERY_BYTES) return value;
  throw invalidInput(`${member} must be text of at most ${MAX_QUERY_BYTES} bytes`);
};

/**
 * Saved views of findings. They say nothing of findings themselves, so whoever may read these may save views, and sees
 * those that others of the account share. Only the owner changes one, and the account's root, as owners leave.
 */
export const VIEW_ROUTES: readonly DocketRoute[] = [
  {
    method: 'GET',
    path: '/_docket/views',
    name: 'docket:ListViews',
    async handle(_input, context) {
      authorize(context);
      const me = principalName(context.caller.arn);
      const views = await context.store.control.listViews(context.caller.account);
      const seen = views.filter(({ owner, shared }) => shared || owner === me);
      return { status: 200, body: { Views: seen.map((view) => render(view, me)) } };
    },
  },
  {
    method: 'POST',
    path: '/_docket/views',
    name: 'docket:CreateView',
    async handle({ body }, context) {
      authorize(context);
      const members = readMembers(body, ['Name', 'Query', 'Shared']);
      const time = context.now.toISOString();
      const view: ViewRow = {
        account: context.caller.account,
        id: randomUUID(),
        owner: principalName(context.caller.arn),
        name: required(members, 'Name', name),
        query: required(members, 'Query', query),
        shared: optional(members, 'Shared', flag, false),
        ...{ createdAt: time, updatedAt: time },
      };
      if ((await context.store.control.createView(view, QUOTA)) === 'full') {
        throw new ServiceError('LimitExceededException', `There can be ${QUOTA} views of one user at most`);
      }
      return { status: 201, body: { View: render(view, view.owner) } };
    },
  },
  {
    method: 'PUT',
    path: '/_docket/views/:id',
    name: 'docket:UpdateView',
    async handle({ id, body }, context) {
      const view = await ownView(id, context);
      const members = readMembers(body, ['Name', 'Query', 'Shared']);
      const changed: ViewRow = {
        ...view,
        name: optional(members, 'Name', name, view.name),
        query: optional(members, 'Query', query, view.query),
        shared: optional(members, 'Shared', flag, view.shared),
        updatedAt: context.now.toISOString(),
      };
      const { name: newName, query: newQuery, shared, updatedAt } = changed;
      const changes = { name: newName, query: newQuery, shared, updatedAt };
      if (!(await context.store.control.updateView(view, changes))) throw unknown(id);
      return { status: 200, body: { View: render(changed, principalName(context.caller.arn)) } };
    },
  },
  {
    method: 'DELETE',
    path: '/_docket/views/:id',
    name: 'docket:DeleteView',
    async handle({ id }, context) {
      const view = await ownView(id, context);
      if (!(await context.store.control.deleteView(view))) throw unknown(id);
      return { status: 200, body: {} };
    },
  },
];

const authorize = ({ access, caller }: DocketContext): void =>
  access.authorize(caller, 'securityhub:GetFindings', hubArn(caller.region, caller.account));

/** A view that the caller may change. Throws ResourceNotFoundException for what the caller does not see. */
async function ownView(id: string, context: DocketContext): Promise<ViewRow> {
  authorize(context);
  const { caller, store } = context;
  const me = principalName(caller.arn);
  const view = (await store.control.listViews(caller.account)).find((one) => one.id === id);
  if (view === undefined || (view.owner !== me && !view.shared)) throw unknown(id);
  if (view.owner === me || me === 'root') return view;
  throw accessDenied(caller, 'docket:UpdateView', id, ` because it belongs to ${view.owner}`);
}

const unknown = (id: string): ServiceError => notFound(`The view ${id}`);

const render = (
  { id, name: title, query: text, shared, owner, createdAt, updatedAt }: ViewRow,
  me: string,
) => ({
  ...{ Id: id, Name: title, Query: text, Shared: shared },
  ...{ Owner: owner, Own: owner === me, CreatedAt: createdAt, UpdatedAt: updatedAt },
});
