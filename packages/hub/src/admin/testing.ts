import type { PolicyDocument } from '../access/caller.js';
import { ROOT_POLICIES } from '../access/principals.js';
import { openTestHub, type TestHub } from '../operations/testing.js';
import type { ControlStore } from '../store/control.js';
import type { AdminAnswer, AdminContext } from './route.js';
import { ADMIN_ROUTES } from './routes.js';

export const ROOT = '999988887777';

export interface TestAdmin {
  control: ControlStore;
  hub: TestHub;
  /** How often what remembers keys and principals was told to forget. */
  changes(): number;
  /** Calls a path of the admin API as the root account's root, unless it says otherwise. */
  call(
    line: string,
    body?: unknown,
    as?: { account?: string; policies?: readonly PolicyDocument[] },
  ): Promise<AdminAnswer>;
  close(): Promise<void>;
}

export async function openTestAdmin(): Promise<TestAdmin> {
  const hub = await openTestHub();
  await hub.control.putSetting('root-account', ROOT);
  await hub.control.createAccount({ account: ROOT, name: 'root', createdAt: '2026-01-01T00:00:00.000Z' });
  let changes = 0;
  return {
    control: hub.control,
    hub,
    changes: () => changes,
    close: hub.close,
    call: async (line, body, as) => {
      const [method, path = ''] = line.split(' ');
      const { route, params } = find(method ?? '', path);
      const call = hub.call({
        account: ROOT,
        policies: ROOT_POLICIES,
        accessKeyId: 'AKIACALLER0000000',
        ...as,
      });
      const context: AdminContext = {
        caller: call.caller,
        now: call.now,
        control: hub.control,
        access: call.access,
        seal: (id, secret) => `sealed(${id},${secret.length})`,
        changed: () => {
          changes++;
        },
      };
      return route.handle({ params, query: {}, body }, context);
    },
  };
}

/** As a server matches paths: segment by segment. */
function find(method: string, path: string) {
  const segments = `/_docket/admin${path}`.split('/');
  for (const route of ADMIN_ROUTES) {
    const pattern = route.path.split('/');
    if (route.method !== method || pattern.length !== segments.length) continue;
    const params = new Map<string, string>();
    const fits = pattern.every((part, i) => {
      const segment = segments[i] ?? '';
      if (part.startsWith(':')) params.set(part.slice(1), decodeURIComponent(segment));
      return part.startsWith(':') || part === segment;
    });
    if (fits) return { route, params: Object.fromEntries(params) };
  }
  throw new Error(`No route for ${method} ${path}`);
}
