import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { memo, useState } from 'react';
import { SendButton } from '../actions/SendButton.js';
import { changed } from '../data/changes.js';
import { writeFilters } from '../filter/url.js';
import { WORKFLOW_STATUSES } from '../filter/values.js';
import { hrefTo, navigate } from '../router/location.js';
import { strings } from '../strings.js';
import type { Targets } from '../triage/run.js';
import { TriageDialog } from '../triage/TriageDialog.js';
import { ExportMenu, type Shown } from './ExportMenu.js';

interface Props {
  /** What the list shows by the time that something is done with it: what is not asked before need not be drawn again. */
  shown: () => Shown;
  /** Nothing that knows filters alone can be made of the list. */
  isClosed: boolean;
  /** The findings that are meant; undefined: none. */
  targets?: Targets | undefined;
  expected?: number | undefined;
  /** Called when something was decided about them. */
  onDecided?: () => void;
}

interface Deciding {
  readonly targets: Targets;
  readonly expected: number | undefined;
  readonly workflow: string;
}

/** What can be done with the list, and with those of it that are selected. */
export const ListActions = memo(function ListActions(props: Props) {
  const { shown, isClosed, targets, expected, onDecided } = props;
  const [deciding, setDeciding] = useState<Deciding>();
  const text = strings.findings;

  const decide = (workflow: string) => targets && setDeciding({ targets, expected, workflow });
  const make = (path: string) => {
    const { state } = shown();
    const query = new URLSearchParams();
    writeFilters(state.filters, query);
    if (state.group !== undefined) query.set('group', state.group);
    navigate(hrefTo(path, query));
  };

  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button iconName="refresh" ariaLabel={text.refresh} onClick={() => changed('findings')} />
      <ButtonDropdown
        disabled={isClosed}
        disabledReason={text.closedOnly}
        items={[
          { id: 'insight', text: text.makeInsight },
          { id: 'rule', text: text.makeRule },
        ]}
        onItemClick={({ detail }) => make(detail.id === 'insight' ? '/insights/edit' : '/automation/rule')}
      >
        {text.make}
      </ButtonDropdown>
      <ExportMenu shown={shown} />
      <ButtonDropdown
        disabled={targets === undefined}
        disabledReason={text.selectFirst}
        items={WORKFLOW_STATUSES.map((id) => ({ id, text: id }))}
        onItemClick={({ detail }) => decide(detail.id)}
      >
        {strings.attributes.WorkflowStatus}
      </ButtonDropdown>
      <SendButton
        sendable={targets && { kind: 'findings', targets }}
        what={strings.actions.findings(expected)}
        reason={text.selectFirst}
      />
      <Button
        variant="primary"
        disabled={targets === undefined}
        disabledReason={text.selectFirst}
        onClick={() => decide('')}
      >
        {text.decide}
      </Button>
      {deciding !== undefined && (
        <TriageDialog
          targets={deciding.targets}
          expected={deciding.expected}
          draft={{ workflow: deciding.workflow }}
          onClose={(decided) => {
            setDeciding(undefined);
            if (decided) onDecided?.();
          }}
        />
      )}
    </SpaceBetween>
  );
});
