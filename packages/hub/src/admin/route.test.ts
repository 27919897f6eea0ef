import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT_POLICIES } from '../access/principals.js';
import { only, refusal } from '../operations/testing.js';
import { ADMIN_ROUTES } from './routes.js';
import { openTestAdmin, type TestAdmin } from './testing.js';

let admin: TestAdmin;
beforeEach(async () => {
  admin = await openTestAdmin();
});
afterEach(() => admin.close());

describe.each(ADMIN_ROUTES)('$method $path', ({ method, path, action }) => {
  const line = `${method} ${path.replace('/_docket/admin', '').replaceAll(':', '')}`;

  test('is closed to other accounts, whatever their policies allow', async () => {
    const other = { account: '111122223333', policies: ROOT_POLICIES };
    expect(await refusal(admin.call(line, undefined, other))).toEqual({
      code: 'AccessDeniedException',
      status: 403,
      message: `User: arn:aws:iam::111122223333:root is not authorized to perform: ${action} on resource: *`,
    });
  });

  test('is closed to everybody while there is no root account', async () => {
    await admin.control.putSetting('root-account', '');
    expect(await refusal(admin.call(line))).toMatchObject({ code: 'AccessDeniedException' });
  });

  test('needs a policy that allows its action', async () => {
    for (const policies of [[], only('securityhub:*'), only('docket:Other')]) {
      expect(await refusal(admin.call(line, undefined, { policies }))).toMatchObject({
        code: 'AccessDeniedException',
        message: expect.stringContaining(`because no identity-based policy allows the ${action} action`),
      });
    }
    const allowed = await admin.call(line, undefined, { policies: only(action) }).then(
      () => 'answered',
      (error: Error) => error.name,
    );
    expect(allowed).not.toBe('AccessDeniedException');
  });

  test('is described', () => {
    const page = readFileSync(new URL('../../../../docs/admin-api.md', import.meta.url), 'utf8');
    const described = path.replace('/_docket/admin', '').replace(/:(\w+)/g, '{$1}');
    expect(page).toContain(`| \`${method}\` | \`${described}\` | \`${action}\` |`);
  });
});

test('each route has a path and an action of its own', () => {
  expect(new Set(ADMIN_ROUTES.map(({ method, path }) => `${method} ${path}`)).size).toBe(ADMIN_ROUTES.length);
  expect(new Set(ADMIN_ROUTES.map(({ action }) => action)).size).toBe(ADMIN_ROUTES.length);
});
