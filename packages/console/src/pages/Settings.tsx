import Tabs from '@cloudscape-design/components/tabs';
import { Page } from '../components/Page.js';
import { hrefTo, navigate, usePlace } from '../router/location.js';
import { AccountsTab } from '../settings/AccountsTab.js';
import { HubTab } from '../settings/HubTab.js';
import { RetentionTab } from '../settings/RetentionTab.js';
import { TargetsTab } from '../settings/TargetsTab.js';
import { UsersTab } from '../settings/UsersTab.js';
import { strings } from '../strings.js';

/** What is set up once: who may do what, and what is kept how long. */
export default function Settings() {
  const { query } = usePlace();
  const text = strings.settings;
  const show = (tab: string) => navigate(hrefTo('/settings', { tab }));
  return (
    <Page title={text.title}>
      <Tabs
        ariaLabel={text.title}
        activeTabId={query.get('tab') ?? 'hub'}
        onChange={({ detail }) => show(detail.activeTabId)}
        tabs={[
          { id: 'hub', label: text.hub.tab, content: <HubTab /> },
          { id: 'accounts', label: text.accounts.tab, content: <AccountsTab /> },
          { id: 'users', label: text.users.tab, content: <UsersTab /> },
          { id: 'actions', label: text.targets.tab, content: <TargetsTab /> },
          { id: 'retention', label: text.retention.tab, content: <RetentionTab /> },
        ]}
      />
    </Page>
  );
}
