import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import { getDelivery, retryDeliveries, type WholeDelivery } from '../api/deliveries.js';
import { failureOf } from '../api/failure.js';
import { Ago } from '../components/Ago.js';
import { Code } from '../components/Code.js';
import { Fields } from '../components/Fields.js';
import { Loaded } from '../components/Loaded.js';
import { Inert, Text } from '../components/Text.js';
import { Time } from '../components/Time.js';
import { changed, useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { DeliveryStateText } from '../events/DeliveryStateText.js';
import { usePlace } from '../router/location.js';
import { useSession } from '../session/context.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import { clipped, readableJson, visible } from '../text.js';

const text = strings.events.deliveries;

/** A delivery beside the list: what became of it, and the event as it is sent. */
export default function DeliveryPanel() {
  const id = usePlace().query.get('delivery') ?? '';
  const query = useHub(
    `delivery ${id}`,
    (connection, signal) => getDelivery(connection, id, signal),
    useChanges('events'),
  );
  const title = visible(clipped(query.data?.subject ?? '', 200)) || text.one;
  return (
    <SplitPanel header={title} closeBehavior="hide" hidePreferencesButton>
      <Loaded query={query}>{(delivery) => <Details delivery={delivery} />}</Loaded>
    </SplitPanel>
  );
}

function Details({ delivery }: { delivery: WholeDelivery }) {
  const { connection } = useSession();
  const { id, state, detailType, time, attempts, due, tried, message, event } = delivery;
  const retry = async () => {
    try {
      notify('success', text.retried(await retryDeliveries(connection, { ids: [id] })));
    } catch (error) {
      notify('error', strings.events.notChanged(failureOf(error).message));
    }
    changed('events');
  };
  return (
    <SpaceBetween size="l">
      {state === 'DEAD' && <Button onClick={retry}>{text.retry}</Button>}
      <Fields
        columns={2}
        items={[
          [text.state, <DeliveryStateText key="state" state={state} />],
          [text.type, <Inert key="type">{detailType}</Inert>],
          [text.time, <Time key="time">{time}</Time>],
          [text.attempts, String(attempts)],
          [text.due, due && <Ago key="due">{due}</Ago>],
          [text.tried, tried && <Time key="tried">{tried}</Time>],
          [text.message, message && <Text key="message">{message}</Text>],
        ]}
      />
      <div>
        <Header variant="h3">{text.event}</Header>
        {event === undefined ? (
          <Box color="text-body-secondary">{text.eventGone}</Box>
        ) : (
          <Code label={text.event}>{readableJson(event)}</Code>
        )}
      </div>
    </SpaceBetween>
  );
}
