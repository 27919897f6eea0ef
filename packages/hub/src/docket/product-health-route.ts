import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { hubArn } from '../access/arn.js';
import { requireHub } from '../operations/requireHub.js';
import { defaultProductArn } from '../products/arn.js';
import { knownProducts, productArnIn, productKey } from '../products/find.js';
import type { ControlStore } from '../store/control.js';
import type { ProductHealthError, ProductHealthRow } from '../store/product-health.js';
import { success } from '../wire/answers.js';
import { type WireParts, withProvenCall } from '../wire/handler.js';
import { type CallObserver, respondWith } from '../wire/http.js';
import type { ProductHealth } from './product-health.js';

const PATH = '/_docket/products/health';
const ACTION = 'docket:GetProductHealth';
/** Of each product, the most frequent. */
const ERRORS_SHOWN = 10;

/**
 * Says of every product that may send to the caller's account and Region, or that tried, what became of it: also of
 * those that never sent anything, so that silence is seen.
 */
export function serveProductHealth(
  app: FastifyInstance,
  parts: WireParts,
  health: Pick<ProductHealth, 'flush'>,
  observer: CallObserver,
  log: Logger,
): void {
  const { store, access } = parts.context;
  app.get(
    PATH,
    respondWith(
      async (message, record, requestId) => {
        record.operation = ACTION;
        return withProvenCall(message, parts, ['securityhub'], record, async ({ caller }) => {
          access.authorize(caller, ACTION, hubArn(caller.region, caller.account));
          await requireHub({ caller, store });
          // What this hub did a moment ago is told; of others, what they have stored.
          await health.flush();
          const Products = await listHealth(store.control, caller.account, caller.region);
          return success(200, JSON.stringify({ Products }), requestId);
        });
      },
      observer,
      log,
    ),
  );
}

async function listHealth(control: ControlStore, account: string, region: string) {
  const known = new Map(
    knownProducts(await control.listProducts()).map((product) => [productKey(product), product]),
  );
  const own = { company: account, product: 'default' };
  const enabled = new Map(
    [own, ...(await control.listSubscriptions(account, region))].map((product) => [
      productKey(product),
      product,
    ]),
  );
  const counted = new Map(
    (await control.listProductHealth(account, region)).map((row) => [productKey(row), row]),
  );
  const names = new Map([...enabled, ...counted].sort(([left], [right]) => (left < right ? -1 : 1)));
  return [...names].map(([key, { company, product }]) => {
    const isOwn = key === productKey(own);
    const details = known.get(key);
    const arn = isOwn ? defaultProductArn(region, account) : details && productArnIn(region, details);
    return {
      ProductArn: arn ?? null,
      Company: company === '' ? null : company,
      Product: product === '' ? null : product,
      CompanyName: isOwn ? 'Personal' : (details?.companyName ?? null),
      ProductName: isOwn ? 'Default' : (details?.productName ?? null),
      Enabled: enabled.has(key),
      ...renderCounts(counted.get(key) ?? NEVER),
    };
  });
}

type Counts = Omit<ProductHealthRow, 'account' | 'region' | 'company' | 'product'>;

const NEVER: Counts = {
  ...{ created: 0, updated: 0, ignored: 0, refused: 0 },
  ...{ firstAttempt: null, lastAttempt: null, firstImport: null, lastImport: null },
  errors: [],
};

const renderCounts = (row: Counts) => ({
  Accepted: row.created + row.updated,
  Created: row.created,
  Updated: row.updated,
  Ignored: row.ignored,
  Refused: row.refused,
  FirstAttempt: row.firstAttempt,
  LastAttempt: row.lastAttempt,
  FirstImport: row.firstImport,
  LastImport: row.lastImport,
  Errors: row.errors.slice(0, ERRORS_SHOWN).map(renderError),
});

const renderError = ({ kind, code, count, lastSeen, findingId, message }: ProductHealthError) => ({
  Error: kind,
  Code: code,
  Count: count,
  LastSeen: lastSeen,
  Example: { FindingId: findingId, Message: message },
});
