import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { SendButton } from '../actions/SendButton.js';
import { failureOf } from '../api/failure.js';
import { type Finding, identifierOf } from '../api/findings.js';
import { updateFindings } from '../api/update.js';
import { changed } from '../data/changes.js';
import { WORKFLOW_STATUSES } from '../filter/values.js';
import { textAt } from '../json.js';
import { useSession } from '../session/context.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import type { Draft } from '../triage/draft.js';
import { TriageDialog } from '../triage/TriageDialog.js';

/** What can be decided about one finding: its status at once, the rest in a dialog. */
export function FindingActions({ finding }: { finding: Finding }) {
  const { connection } = useSession();
  const [draft, setDraft] = useState<Partial<Draft>>();
  const identifier = identifierOf(finding);
  const status = textAt(finding, 'Workflow', 'Status');
  const text = strings.finding;

  const setStatus = async (Status: string) => {
    try {
      const { refused } = await updateFindings(connection, [identifier], { Workflow: { Status } });
      const [refusal] = refused;
      if (refusal !== undefined) notify('error', text.notChanged(refusal.message || refusal.code));
      else notify('success', text.changed(Status));
    } catch (error) {
      notify('error', text.notChanged(failureOf(error).message));
    }
    changed('findings');
  };

  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ButtonDropdown
        items={WORKFLOW_STATUSES.map((id) => ({ id, text: id, disabled: id === status }))}
        onItemClick={({ detail }) => setStatus(detail.id)}
      >
        {strings.attributes.WorkflowStatus}
      </ButtonDropdown>
      <Button onClick={() => setDraft({})}>{strings.findings.decide}</Button>
      <SendButton
        sendable={{ kind: 'findings', targets: { kind: 'chosen', identifiers: [identifier] } }}
        what={strings.actions.findings(1)}
        reason=""
      />
      {draft !== undefined && (
        <TriageDialog
          targets={{ kind: 'chosen', identifiers: [identifier] }}
          expected={1}
          draft={draft}
          onClose={() => setDraft(undefined)}
        />
      )}
    </SpaceBetween>
  );
}
