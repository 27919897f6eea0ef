import Tabs from '@cloudscape-design/components/tabs';
import { Page } from '../components/Page.js';
import { eventsHref } from '../events/address.js';
import { DeliveriesTab } from '../events/DeliveriesTab.js';
import { LiveTab } from '../events/LiveTab.js';
import { RulesTab } from '../events/RulesTab.js';
import { SinksTab } from '../events/SinksTab.js';
import { navigate, usePlace } from '../router/location.js';
import { strings } from '../strings.js';

const TABS = ['rules', 'sinks', 'deliveries', 'live'] as const;
const CONTENTS = { rules: RulesTab, sinks: SinksTab, deliveries: DeliveriesTab, live: LiveTab };

/** Which findings are sent where as they come in, and what became of that. */
export default function Events() {
  const { query } = usePlace();
  const text = strings.events;
  const active = TABS.find((one) => one === query.get('tab')) ?? 'rules';
  const Content = CONTENTS[active];
  return (
    <Page title={text.title} description={text.description}>
      <Tabs
        ariaLabel={text.title}
        activeTabId={active}
        onChange={({ detail }) => {
          const tab = TABS.find((one) => one === detail.activeTabId);
          if (tab !== undefined) navigate(eventsHref(tab));
        }}
        tabs={TABS.map((id) => ({ id, label: text.tabs[id], content: id === active && <Content /> }))}
      />
    </Page>
  );
}
