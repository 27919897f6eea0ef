import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { Code } from '../components/Code.js';
import { ErrorBox } from '../components/ErrorBox.js';
import { strings } from '../strings.js';
import { clipped, readableJson, visible } from '../text.js';
import { EventList } from './EventList.js';
import { PatternField, patternFrom } from './PatternField.js';
import { MOST_KEPT, type Seen, type SeenEvent } from './tail.js';
import { useTail } from './useTail.js';

const text = strings.events.live;

/** Events as they happen. */
export function LiveTab() {
  const tail = useTail();
  const [typed, setTyped] = useState('');
  /** What is looked at while more comes. */
  const [held, setHeld] = useState<Seen>();
  const [opened, setOpened] = useState<SeenEvent>();
  const pattern = patternFrom(typed);
  const isReady = typed.trim() === '' || pattern !== undefined;
  const shown = held ?? tail.seen;

  return (
    <Container
      header={
        <Header
          description={text.hint(MOST_KEPT)}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                disabled={shown.count === 0}
                onClick={() => {
                  tail.clear();
                  setHeld(undefined);
                }}
              >
                {text.clear}
              </Button>
              <Button
                disabled={!tail.running}
                onClick={() => setHeld(held === undefined ? tail.seen : undefined)}
              >
                {held === undefined ? text.pause : text.goOn}
              </Button>
              <Button
                variant="primary"
                disabled={!tail.running && !isReady}
                onClick={() => {
                  setHeld(undefined);
                  if (tail.running) tail.stop();
                  else tail.start(pattern);
                }}
              >
                {tail.running ? text.stop : text.start}
              </Button>
            </SpaceBetween>
          }
        >
          {text.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <PatternField
          optional
          label={text.pattern}
          hint={text.patternHint}
          rows={4}
          value={typed}
          disabled={tail.running}
          onChange={setTyped}
        />
        {tail.failure && <ErrorBox failure={tail.failure} />}
        <SpaceBetween direction="horizontal" size="m">
          <StatusIndicator type={!tail.running ? 'stopped' : held ? 'pending' : 'in-progress'}>
            {!tail.running ? text.stopped : held ? text.paused(tail.seen.count - held.count) : text.waiting}
          </StatusIndicator>
          <Box color="text-body-secondary">{text.seen(shown.count)}</Box>
        </SpaceBetween>
        <EventList events={shown.events} onOpen={setOpened} />
      </SpaceBetween>
      {opened && (
        <Modal
          visible
          size="large"
          header={visible(clipped(opened.subject, 150)) || text.event}
          onDismiss={() => setOpened(undefined)}
        >
          <Code label={text.event}>{readableJson(opened.event)}</Code>
        </Modal>
      )}
    </Container>
  );
}
