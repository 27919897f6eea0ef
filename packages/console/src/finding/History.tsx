import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Steps from '@cloudscape-design/components/steps';
import { useState } from 'react';
import type { Identifier } from '../api/findings.js';
import { getHistory, type HistoryRecord } from '../api/history.js';
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
  const key = `history ${useChanges('findings')} ${identifier.ProductArn} ${identifier.Id}`;
  const query = useHub(key, (connection, signal) => getHistory(connection, identifier, undefined, signal));
  return (
    <Loaded query={query}>
      {(page) => <Timeline key={key} identifier={identifier} first={page.records} next={page.next} />}
    </Loaded>
  );
}

interface TimelineProps {
  identifier: Identifier;
  first: readonly HistoryRecord[];
  next: string | undefined;
}

function Timeline({ identifier, first, next }: TimelineProps) {
  const { connection } = useSession();
  const [more, setMore] = useState<{ records: readonly HistoryRecord[]; next: string | undefined }>({
    records: [],
    next,
  });
  const loading = useTask(async () => {
    const page = await getHistory(connection, identifier, more.next);
    setMore({ records: [...more.records, ...page.records], next: page.next });
  });
  return (
    <SpaceBetween size="s">
      <Steps
        ariaLabel={text.label}
        steps={[...first, ...more.records].map((record) => ({
          status: record.created ? 'success' : 'info',
          statusIconAriaLabel: titleOf(record),
          header: <Heading record={record} />,
          details: <ChangesList changes={record.changes} />,
        }))}
      />
      {loading.failure && <ErrorBox failure={loading.failure} />}
      {more.next !== undefined && (
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
