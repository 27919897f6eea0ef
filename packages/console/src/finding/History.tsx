import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Steps from '@cloudscape-design/components/steps';
import { useState } from 'react';
import { type Identifier, keyOf } from '../api/findings.js';
import { getHistory, type HistoryPage, type HistoryRecord } from '../api/history.js';
import { ChangesList } from '../components/ChangesList.js';
import { ErrorBox } from '../components/ErrorBox.js';
import { Loaded } from '../components/Loaded.js';
import { Inert } from '../components/Text.js';
import { Time } from '../components/Time.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { useTask } from '../data/useTask.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';

const text = strings.finding.history;

/** Who changed what of a finding, newest first. */
export function History({ identifier }: { identifier: Identifier }) {
  const query = useHub(
    `history ${keyOf(identifier)}`,
    (connection, signal) => getHistory(connection, identifier, undefined, signal),
    useChanges('findings'),
  );
  return <Loaded query={query}>{(page) => <Timeline identifier={identifier} page={page} />}</Loaded>;
}

interface Earlier extends HistoryPage {
  /** The page that they come after. */
  readonly of: HistoryPage;
}

function Timeline({ identifier, page }: { identifier: Identifier; page: HistoryPage }) {
  const { connection } = useSession();
  const [kept, setKept] = useState<Earlier>();
  const { records, next } = kept?.of === page ? kept : { records: [], next: page.next };
  const loading = useTask(async () => {
    const more = await getHistory(connection, identifier, next);
    setKept({ of: page, records: [...records, ...more.records], next: more.next });
  });
  return (
    <SpaceBetween size="s">
      <Steps
        ariaLabel={text.label}
        steps={[...page.records, ...records].map((record) => ({
          status: record.created ? 'success' : 'info',
          statusIconAriaLabel: titleOf(record),
          header: <Heading record={record} />,
          details: <ChangesList changes={record.changes} />,
        }))}
      />
      {loading.failure && <ErrorBox failure={loading.failure} />}
      {next !== undefined && (
        <Button loading={loading.busy} onClick={loading.run}>
          {text.earlier}
        </Button>
      )}
    </SpaceBetween>
  );
}

const titleOf = ({ created, source }: HistoryRecord): string =>
  created ? text.created : source === 'BATCH_IMPORT_FINDINGS' ? text.imported : text.updated;

function Heading({ record }: { record: HistoryRecord }) {
  return (
    <div>
      <strong>{titleOf(record)}</strong> · <Time>{record.time}</Time>
      <Box fontSize="body-s" color="text-body-secondary">
        <Inert>{record.identity}</Inert>
      </Box>
    </div>
  );
}
