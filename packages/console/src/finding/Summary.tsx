import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Finding } from '../api/findings.js';
import { Fields } from '../components/Fields.js';
import { SafeLink } from '../components/SafeLink.js';
import { Severity } from '../components/Severity.js';
import { Inert, Text } from '../components/Text.js';
import { Time } from '../components/Time.js';
import { at, numberOf, textAt, textsOf } from '../json.js';
import { strings } from '../strings.js';
import { Remediation } from './sections.js';

const labels = strings.attributes;

/** What it is, where, why it matters, and what to do. */
export function Summary({ finding }: { finding: Finding }) {
  const text = strings.finding;
  const say = (...path: string[]) => {
    const value = textAt(finding, ...path);
    return value === '' ? undefined : <Inert>{value}</Inert>;
  };
  const when = (name: string) => {
    const value = textAt(finding, name);
    return value === '' ? undefined : <Time>{value}</Time>;
  };
  const number = (name: string) => numberOf(at(finding, name))?.toString();
  const severity = textAt(finding, 'Severity', 'Label');
  const note = textAt(finding, 'Note', 'Text');

  return (
    <SpaceBetween size="l">
      <Fields
        items={[
          [labels.SeverityLabel, severity !== '' && <Severity label={severity} />],
          [labels.WorkflowStatus, say('Workflow', 'Status')],
          [labels.RecordState, say('RecordState')],
          [labels.ComplianceStatus, say('Compliance', 'Status')],
          [labels.VerificationState, say('VerificationState')],
          [labels.Confidence, number('Confidence')],
          [labels.Criticality, number('Criticality')],
        ]}
      />
      <div>
        <Header variant="h3">{text.what}</Header>
        <Text>{textAt(finding, 'Description')}</Text>
      </div>
      <div>
        <Header variant="h3">{text.remediation}</Header>
        <Remediation finding={finding} />
      </div>
      {note !== '' && (
        <div>
          <Header variant="h3">{labels.NoteText}</Header>
          <Text>{note}</Text>
          <Box color="text-body-secondary" fontSize="body-s">
            <Inert>{textAt(finding, 'Note', 'UpdatedBy')}</Inert> ·{' '}
            <Time>{textAt(finding, 'Note', 'UpdatedAt')}</Time>
          </Box>
        </div>
      )}
      <div>
        <Header variant="h3">{text.where}</Header>
        <Fields
          items={[
            [labels.AwsAccountId, say('AwsAccountId')],
            [labels.AwsAccountName, say('AwsAccountName')],
            [labels.Region, say('Region')],
            [labels.ProductName, say('ProductName')],
            [labels.CompanyName, say('CompanyName')],
            [labels.GeneratorId, say('GeneratorId')],
            [labels.CreatedAt, when('CreatedAt')],
            [labels.UpdatedAt, when('UpdatedAt')],
            [labels.FirstObservedAt, when('FirstObservedAt')],
            [labels.LastObservedAt, when('LastObservedAt')],
          ]}
        />
      </div>
      <Fields
        columns={1}
        items={[
          [labels.Type, <Text key="types">{textsOf(finding.Types).join('\n')}</Text>],
          [labels.Id, say('Id')],
          [labels.ProductArn, say('ProductArn')],
          [
            labels.SourceUrl,
            say('SourceUrl') && <SafeLink key="url">{textAt(finding, 'SourceUrl')}</SafeLink>,
          ],
        ]}
      />
    </SpaceBetween>
  );
}
