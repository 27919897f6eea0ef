import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { Choice } from '../components/Choice.js';
import { SEVERITIES, VERIFICATION_STATES, WORKFLOW_STATUSES } from '../filter/values.js';
import { at, type Members, textAt } from '../json.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { Lines, Percent } from './fields.js';
import {
  entriesFrom,
  linesOf,
  noteFrom,
  typeLines,
  typesFrom,
  unshownMembers,
  withMember,
} from './update-fields.js';

interface Props {
  update: Members;
  onChange: (update: Members) => void;
}

const labels = strings.attributes;
const text = strings.rules.update;

/** What a rule changes of the findings that it matches. */
export function UpdateForm({ update, onChange }: Props) {
  const { session } = useSession();
  const set = (name: string, value: unknown) => onChange(withMember(update, name, value));
  const unshown = unshownMembers(update);
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={3}>
        <Choice
          label={labels.WorkflowStatus}
          values={WORKFLOW_STATUSES}
          value={textAt(update, 'Workflow', 'Status')}
          onChange={(Status) => set('Workflow', Status === '' ? undefined : { Status })}
        />
        <Choice
          label={labels.SeverityLabel}
          values={SEVERITIES}
          value={textAt(update, 'Severity', 'Label')}
          onChange={(Label) => set('Severity', Label === '' ? undefined : { Label })}
        />
        <Choice
          label={labels.VerificationState}
          values={VERIFICATION_STATES}
          value={textAt(update, 'VerificationState')}
          onChange={(state) => set('VerificationState', state || undefined)}
        />
        <Percent
          label={labels.Confidence}
          value={at(update, 'Confidence')}
          onChange={(n) => set('Confidence', n)}
        />
        <Percent
          label={labels.Criticality}
          value={at(update, 'Criticality')}
          onChange={(n) => set('Criticality', n)}
        />
        <FormField label={labels.NoteUpdatedBy}>
          <Input
            value={textAt(update, 'Note', 'UpdatedBy')}
            placeholder={session.userName}
            disabled={at(update, 'Note') === undefined}
            onChange={({ detail }) => set('Note', noteFrom(update, { UpdatedBy: detail.value }, ''))}
          />
        </FormField>
      </ColumnLayout>
      <FormField label={labels.NoteText} stretch>
        <Textarea
          rows={2}
          value={textAt(update, 'Note', 'Text')}
          onChange={({ detail }) => set('Note', noteFrom(update, { Text: detail.value }, session.userName))}
        />
      </FormField>
      <ColumnLayout columns={2}>
        <Lines
          label={labels.Type}
          hint={text.typesHint}
          initial={typeLines(at(update, 'Types'))}
          onChange={(lines) => set('Types', typesFrom(lines))}
        />
        <Lines
          label={labels.UserDefinedFields}
          hint={text.fieldsHint}
          initial={linesOf(at(update, 'UserDefinedFields'))}
          onChange={(lines) => set('UserDefinedFields', entriesFrom(lines))}
        />
      </ColumnLayout>
      {unshown.length > 0 && <Box color="text-body-secondary">{text.kept(unshown.join(', '))}</Box>}
    </SpaceBetween>
  );
}
