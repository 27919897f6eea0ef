import Box from '@cloudscape-design/components/box';
import List from '@cloudscape-design/components/list';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { failureOf } from '../api/failure.js';
import { type RuleSummary, updateRules } from '../api/rules.js';
import { Go } from '../components/Go.js';
import { Inert, Text } from '../components/Text.js';
import { changed } from '../data/changes.js';
import { useSession } from '../session/context.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import { ruleHref } from './address.js';
import { reordered } from './order.js';
import { RuleMenu } from './RuleMenu.js';

const text = strings.rules;

/** Rules in their order; they are dragged to another place, or moved with the keys. */
export function RuleList({ rules }: { rules: readonly RuleSummary[] }) {
  const { connection } = useSession();
  /** As it looks until the hub tells the list anew. */
  const [moved, setMoved] = useState({ of: rules, sequence: rules });
  const sequence = moved.of === rules ? moved.sequence : rules;
  const [busy, setBusy] = useState(false);

  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notify('error', text.notChanged(failureOf(error).message));
    }
    setBusy(false);
    // Also after a failure: what the hub has now is what holds.
    changed('rules');
  };
  const reorder = (items: readonly RuleSummary[]) => {
    setMoved({ of: rules, sequence: items });
    const changes = reordered(items).map(({ arn, order }) => ({ RuleArn: arn, RuleOrder: order }));
    if (changes.length > 0) act(() => updateRules(connection, changes));
  };
  const enable = ({ arn }: RuleSummary, enabled: boolean) =>
    act(() => updateRules(connection, [{ RuleArn: arn, RuleStatus: enabled ? 'ENABLED' : 'DISABLED' }]));

  return (
    <List
      sortable
      sortDisabled={busy}
      ariaLabel={text.all}
      items={sequence}
      onSortingChange={({ detail }) => reorder(detail.items)}
      renderItem={(rule) => ({
        id: rule.arn,
        announcementLabel: visible(clipped(rule.name, 100)),
        content: (
          <Go href={ruleHref(rule.arn)}>
            <Inert>{clipped(rule.name, 200)}</Inert>
          </Go>
        ),
        secondaryContent: (
          <Box color="text-body-secondary" fontSize="body-s">
            {text.orderOf(rule.order)}
            {rule.terminal && ` · ${text.terminalShort}`} · <Text max={200}>{rule.description}</Text>
          </Box>
        ),
        actions: (
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <Toggle
              checked={rule.enabled}
              disabled={busy}
              ariaLabel={text.enabledOf(visible(clipped(rule.name, 100)))}
              onChange={({ detail }) => enable(rule, detail.checked)}
            />
            <RuleMenu rule={rule} />
          </SpaceBetween>
        ),
      })}
    />
  );
}
