import Alert from '@cloudscape-design/components/alert';
import { getProductHealth, type ProductHealth } from '../api/products.js';
import { Go } from '../components/Go.js';
import { Inert } from '../components/Text.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { hrefTo } from '../router/location.js';
import { strings } from '../strings.js';
import { clipped } from '../text.js';

/** True if what a product sent last was refused: then its silence does not mean that all is well. */
export const isFailing = ({ lastAttempt, lastImport, refused }: ProductHealth): boolean =>
  refused > 0 && lastAttempt !== undefined && (lastImport === undefined || lastAttempt > lastImport);

/** Says so where products send findings and get nowhere. */
export function HealthWarning({ rows }: { rows: readonly ProductHealth[] }) {
  const failing = rows.filter(isFailing);
  const text = strings.health;
  if (failing.length === 0) return undefined;
  const names = failing.map(({ productName, arn }) => productName || arn || text.unknownProduct);
  return (
    <Alert
      type="warning"
      header={text.failing(failing.length)}
      action={<Go href={hrefTo('/products')}>{text.look}</Go>}
    >
      <Inert>{clipped(names.join(', '), 300)}</Inert>
    </Alert>
  );
}

/** The same where nobody has asked how products do. Silent while it is not known: it only adds to what is seen. */
export function HealthWatch() {
  const health = useHub('health', getProductHealth, useChanges('products'));
  return <HealthWarning rows={health.data ?? []} />;
}
