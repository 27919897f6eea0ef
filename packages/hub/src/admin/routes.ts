import { ACCOUNT_ROUTES } from './accounts.js';
import { KEY_ROUTES } from './keys.js';
import { PRODUCT_ROUTES } from './products.js';
import type { AdminRoute } from './route.js';
import { USER_ROUTES } from './users.js';

/** The admin API, described in docs/admin-api.md. */
export const ADMIN_ROUTES: readonly AdminRoute[] = [
  ...ACCOUNT_ROUTES,
  ...USER_ROUTES,
  ...KEY_ROUTES,
  ...PRODUCT_ROUTES,
];
