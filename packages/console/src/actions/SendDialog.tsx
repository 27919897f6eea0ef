import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useRef, useState } from 'react';
import { type ActionTarget, listTargets } from '../api/targets.js';
import { Go } from '../components/Go.js';
import { Loaded } from '../components/Loaded.js';
import { changed } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { hrefTo } from '../router/location.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import { SendResult } from './SendResult.js';
import { NOTHING_SENT, type Sendable, type SendOutcome, sendAll } from './send.js';

interface Props {
  sendable: Sendable;
  /** What that is, in words: `3 findings`. */
  what: string;
  onClose: () => void;
}

type Stage = 'choosing' | 'running' | 'done';

const text = strings.actions;

/** Sends findings or results to a custom action: to which, then what came of it. */
export default function SendDialog({ sendable, what, onClose }: Props) {
  const { connection } = useSession();
  const targets = useHub('targets to send to', listTargets);
  const [chosen, setChosen] = useState('');
  const [stage, setStage] = useState<Stage>('choosing');
  const [outcome, setOutcome] = useState<SendOutcome>(NOTHING_SENT);
  const running = useRef<AbortController>(undefined);

  // Whoever leaves the page stops it, too: nothing goes on that nobody sees.
  useEffect(() => () => running.current?.abort(), []);

  // The button that led here is gone, and the focus must not be: Escape would reach nobody.
  const way = useRef<ButtonProps.Ref>(null);
  useEffect(() => {
    if (stage !== 'choosing') way.current?.focus();
  }, [stage]);

  const run = async () => {
    const controller = new AbortController();
    running.current = controller;
    setStage('running');
    setOutcome(await sendAll(connection, chosen, sendable, setOutcome, controller.signal));
    setStage('done');
    changed('events');
  };

  return (
    <Modal
      visible
      header={text.title(what)}
      onDismiss={() => (stage === 'running' ? running.current?.abort() : onClose())}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {stage === 'choosing' && (
              <>
                <Button variant="link" onClick={onClose}>
                  {strings.common.cancel}
                </Button>
                <Button variant="primary" disabled={chosen === ''} onClick={run}>
                  {text.confirm}
                </Button>
              </>
            )}
            {stage === 'running' && (
              <Button ref={way} onClick={() => running.current?.abort()}>
                {strings.triage.stop}
              </Button>
            )}
            {stage === 'done' && (
              <Button ref={way} variant="primary" onClick={onClose}>
                {strings.common.close}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      {stage === 'choosing' && (
        <Loaded query={targets}>
          {(list) => <Choosing targets={list} chosen={chosen} onChoose={setChosen} />}
        </Loaded>
      )}
      {stage === 'running' && (
        <StatusIndicator type="loading">
          {text.running} · {text.result(outcome.events)}
        </StatusIndicator>
      )}
      {stage === 'done' && <SendResult outcome={outcome} />}
    </Modal>
  );
}

interface ChoosingProps {
  targets: readonly ActionTarget[];
  chosen: string;
  onChoose: (arn: string) => void;
}

function Choosing({ targets, chosen, onChoose }: ChoosingProps) {
  const options = targets.map(({ arn, name, description }) => ({
    value: arn,
    label: visible(clipped(name, 100)),
    description: visible(clipped(description, 200)),
  }));
  if (targets.length === 0) {
    return (
      <Alert type="info" action={<Go href={hrefTo('/settings', { tab: 'actions' })}>{text.toSettings}</Go>}>
        {text.none}
      </Alert>
    );
  }
  return (
    <FormField label={text.action} stretch>
      <Select
        options={options}
        selectedOption={options.find(({ value }) => value === chosen) ?? null}
        placeholder={text.action}
        onChange={({ detail }) => onChoose(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
