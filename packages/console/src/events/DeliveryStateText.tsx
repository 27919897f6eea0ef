import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { DELIVERY_STATES } from '../api/deliveries.js';
import { Inert } from '../components/Text.js';
import { strings } from '../strings.js';

const TYPES: Readonly<Record<(typeof DELIVERY_STATES)[number], StatusIndicatorProps.Type>> = {
  PENDING: 'pending',
  DELIVERED: 'success',
  DEAD: 'error',
};

/** How far a delivery is. */
export function DeliveryStateText({ state }: { state: string }) {
  const known = DELIVERY_STATES.find((one) => one === state);
  if (known === undefined) return <Inert>{state}</Inert>;
  return <StatusIndicator type={TYPES[known]}>{strings.events.deliveries.states[known]}</StatusIndicator>;
}
