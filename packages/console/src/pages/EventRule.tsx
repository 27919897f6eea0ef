import Box from '@cloudscape-design/components/box';
import { listEventRules } from '../api/event-rules.js';
import { listSinks } from '../api/event-sinks.js';
import { Loaded } from '../components/Loaded.js';
import { Page } from '../components/Page.js';
import { useHub } from '../data/useHub.js';
import { eventsHref } from '../events/address.js';
import { EventRuleForm } from '../events/EventRuleForm.js';
import { STARTERS } from '../events/starters.js';
import { membersOf } from '../json.js';
import { usePlace } from '../router/location.js';
import { strings } from '../strings.js';

/** Makes an event rule, or changes one. */
export default function EventRule() {
  const id = usePlace().query.get('id') ?? undefined;
  // To be edited as it is now, and not as it is when somebody else has changed it meanwhile.
  const loaded = useHub(`event rule ${id}`, async (connection, signal) => {
    const [rules, { sinks }] = await Promise.all([
      listEventRules(connection, signal),
      listSinks(connection, signal),
    ]);
    return { rule: rules.find((one) => one.id === id), sinks };
  });
  const text = strings.events;
  return (
    <Page
      title={id === undefined ? text.newRule : text.editRule}
      trail={[{ text: strings.navigation.events, href: eventsHref('rules') }]}
    >
      <Loaded query={loaded}>
        {({ rule, sinks }) => {
          if (id === undefined) {
            const pattern = membersOf(STARTERS[0]?.pattern);
            const fresh = { name: '', description: '', enabled: true, pattern, sinks: [] };
            return <EventRuleForm initial={fresh} sinks={sinks} />;
          }
          if (rule === undefined) return <Box>{text.rules.notFound}</Box>;
          return <EventRuleForm id={id} initial={rule} sinks={sinks} />;
        }}
      </Loaded>
    </Page>
  );
}
