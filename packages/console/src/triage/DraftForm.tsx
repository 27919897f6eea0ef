import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { Choice } from '../components/Choice.js';
import { SEVERITIES, VERIFICATION_STATES, WORKFLOW_STATUSES } from '../filter/values.js';
import { strings } from '../strings.js';
import { type Draft, LONGEST_NOTE } from './draft.js';

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** What can be decided about findings. */
export function DraftForm({ draft, onChange }: Props) {
  const text = strings.triage;
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={3}>
        <Choice
          label={strings.attributes.WorkflowStatus}
          value={draft.workflow}
          values={WORKFLOW_STATUSES}
          onChange={(workflow) => onChange({ ...draft, workflow })}
        />
        <Choice
          label={strings.attributes.SeverityLabel}
          value={draft.severity}
          values={SEVERITIES}
          onChange={(severity) => onChange({ ...draft, severity })}
        />
        <Choice
          label={strings.attributes.VerificationState}
          value={draft.verification}
          values={VERIFICATION_STATES}
          onChange={(verification) => onChange({ ...draft, verification })}
        />
      </ColumnLayout>
      <FormField
        stretch
        label={text.note}
        description={text.noteHint}
        errorText={draft.note.length > LONGEST_NOTE && text.noteTooLong(LONGEST_NOTE)}
      >
        <Textarea
          value={draft.note}
          rows={3}
          onChange={({ detail }) => onChange({ ...draft, note: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}
