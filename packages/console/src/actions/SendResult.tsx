import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ErrorBox } from '../components/ErrorBox.js';
import { Go } from '../components/Go.js';
import { Text } from '../components/Text.js';
import { eventsHref } from '../events/address.js';
import { strings } from '../strings.js';
import type { SendOutcome } from './send.js';

const text = strings.actions;

/** What came of it: an event that no rule takes goes nowhere, and that is said. */
export function SendResult({ outcome }: { outcome: SendOutcome }) {
  const { events, deliveries, refused, refusedCount, failure, stopped, unknown } = outcome;
  const isWhole = failure === undefined && !stopped;
  const isTaken = deliveries > 0;
  return (
    <SpaceBetween size="m">
      <Alert
        type={isWhole && isTaken && refused.length === 0 ? 'success' : 'warning'}
        header={isWhole ? text.done : stopped ? text.stopped : text.failed}
        action={isTaken && <Go href={eventsHref('deliveries')}>{text.deliveries}</Go>}
      >
        {text.result(events)}
        {events > 0 && ` ${isTaken ? text.taken(deliveries) : text.notTaken}`}
        {unknown > 0 && ` ${text.unknown(unknown)}`}
      </Alert>
      {failure !== undefined && <ErrorBox failure={failure} />}
      {refused.length > 0 && (
        <div>
          {text.refusal(refusedCount)}
          <ul>
            {refused.map(({ identifier, code, message }) => (
              <li key={`${identifier.ProductArn} ${identifier.Id}`}>
                <Text max={200}>{identifier.Id}</Text>: <Text max={200}>{message || code}</Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </SpaceBetween>
  );
}
