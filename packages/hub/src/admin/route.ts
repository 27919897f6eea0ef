import { accessDenied } from '../access/authorize.js';
import type { Caller } from '../access/caller.js';
import { ROOT_SETTING } from '../access/first-start.js';
import type { Access } from '../operations/operation.js';
import type { ControlStore } from '../store/control.js';

/** What an admin call may know besides its input. */
export interface AdminContext {
  caller: Caller;
  now: Date;
  control: ControlStore;
  access: Access;
  /** Encrypts the secret of an access key for the store. */
  seal(accessKeyId: string, secret: string): string;
  /** After a key or a principal has changed: whatever remembers them must ask again. */
  changed(): void;
}

export interface AdminInput {
  /** Of the path, decoded. */
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined if there was no body. */
  body: unknown;
}

export interface AdminAnswer {
  status: number;
  /** To be written as JSON. */
  body: unknown;
}

export interface AdminRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for one segment. */
  path: string;
  /** What a policy must allow on `*`. */
  action: string;
  /** Throws ServiceError for every refusal. */
  handle(input: AdminInput, context: AdminContext): Promise<AdminAnswer>;
}

/** A route that lets in only callers of the root account whose policies allow its action. */
export function adminRoute(
  method: AdminRoute['method'],
  path: string,
  action: string,
  handle: AdminRoute['handle'],
): AdminRoute {
  return {
    method,
    path: `/_docket/admin${path}`,
    action,
    async handle(input, context) {
      await authorizeAdmin(action, context);
      return handle(input, context);
    },
  };
}

/** @throws ServiceError unless the caller belongs to the root account and its policies allow the action */
export async function authorizeAdmin(
  action: string,
  { caller, control, access }: Pick<AdminContext, 'caller' | 'control' | 'access'>,
): Promise<void> {
  const root = await control.getSetting(ROOT_SETTING);
  if (caller.account !== root) throw accessDenied(caller, action, '*');
  access.authorize(caller, action, '*');
}
