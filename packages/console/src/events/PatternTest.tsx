import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { type PatternTest as Outcome, testPattern } from '../api/event-rules.js';
import { type Finding, getFindings, identifierOf, keyOf } from '../api/findings.js';
import { Code } from '../components/Code.js';
import { ErrorBox } from '../components/ErrorBox.js';
import { Loaded } from '../components/Loaded.js';
import { useHub } from '../data/useHub.js';
import { useTask } from '../data/useTask.js';
import { DEFAULT_SORT } from '../findings/state.js';
import { type Members, textAt } from '../json.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { clipped, readableJson, visible } from '../text.js';

const text = strings.events.test;
const MOST = 50;

/** Tries a pattern on the event of a finding that came in lately. */
export function PatternTest({ pattern }: { pattern: Members | undefined }) {
  const recent = useHub('findings to try patterns on', (connection, signal) =>
    getFindings(connection, { filters: {}, sort: DEFAULT_SORT, size: MOST }, signal),
  );
  return (
    <Container header={<Header description={text.hint}>{text.title}</Header>}>
      <Loaded query={recent}>
        {({ findings }) =>
          findings.length === 0 ? (
            <Box>{text.noFindings}</Box>
          ) : (
            <Trial pattern={pattern} findings={findings} />
          )
        }
      </Loaded>
    </Container>
  );
}

interface Tried extends Outcome {
  readonly pattern: string;
}

function Trial({ pattern, findings }: { pattern: Members | undefined; findings: readonly Finding[] }) {
  const { connection } = useSession();
  const options = findings.map((finding) => ({
    value: keyOf(identifierOf(finding)),
    label: visible(clipped(textAt(finding, 'Title'), 150)),
    tags: [textAt(finding, 'Severity', 'Label'), textAt(finding, 'Workflow', 'Status')].map(visible),
    description: visible(clipped(textAt(finding, 'Id'), 150)),
  }));
  const [chosen, setChosen] = useState(options[0]?.value ?? '');
  const [tried, setTried] = useState<Tried>();
  const finding = findings.find((one) => keyOf(identifierOf(one)) === chosen);
  const trying = useTask(async () => {
    if (pattern === undefined || finding === undefined) return;
    setTried(undefined);
    const outcome = await testPattern(connection, pattern, identifierOf(finding));
    setTried({ ...outcome, pattern: JSON.stringify(pattern) });
  });
  return (
    <SpaceBetween size="m">
      <FormField label={text.finding} stretch>
        <Select
          options={options}
          filteringType="auto"
          selectedOption={options.find(({ value }) => value === chosen) ?? null}
          onChange={({ detail }) => {
            setChosen(detail.selectedOption.value ?? '');
            setTried(undefined);
          }}
        />
      </FormField>
      <Button loading={trying.busy} disabled={pattern === undefined} onClick={trying.run}>
        {text.run}
      </Button>
      {trying.failure && <ErrorBox failure={trying.failure} />}
      {tried && (
        <>
          <Alert type={tried.matches ? 'success' : 'info'}>
            {tried.matches ? text.matches : text.differs}
            {tried.pattern !== JSON.stringify(pattern) && ` ${text.changedSince}`}
          </Alert>
          <ExpandableSection headerText={text.event}>
            <Code label={text.event}>{readableJson(tried.event)}</Code>
          </ExpandableSection>
        </>
      )}
    </SpaceBetween>
  );
}
