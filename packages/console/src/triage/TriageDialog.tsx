import Box from '@cloudscape-design/components/box';
import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'react';
import { changed } from '../data/changes.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { DraftForm } from './DraftForm.js';
import { type Draft, LONGEST_NOTE, NO_DECISION, updateOf } from './draft.js';
import { NOTHING_DONE, type Outcome, type Targets, updateAll } from './run.js';
import { TriageProgress } from './TriageProgress.js';

interface Props {
  targets: Targets;
  /** How many that are, as far as is known. */
  expected: number | undefined;
  /** What is chosen from the beginning. */
  draft?: Partial<Draft>;
  /** @param decided whether anything was done */
  onClose: (decided: boolean) => void;
}

type Stage = 'deciding' | 'running' | 'done';

/** Decides about many findings: what, then how far it has come, then what became of it. */
export function TriageDialog({ targets, expected, draft: initial = {}, onClose }: Props) {
  const { connection, session } = useSession();
  const [draft, setDraft] = useState<Draft>({ ...NO_DECISION, ...initial });
  const [stage, setStage] = useState<Stage>('deciding');
  const [outcome, setOutcome] = useState<Outcome>(NOTHING_DONE);
  const running = useRef<AbortController>(undefined);
  const text = strings.triage;
  const update = updateOf(draft, session.userName);

  // Whoever leaves the page stops it, too: nothing goes on that nobody sees.
  useEffect(() => () => running.current?.abort(), []);

  // The button that led here is gone, and the focus must not be: Escape would reach nobody.
  const way = useRef<ButtonProps.Ref>(null);
  useEffect(() => {
    if (stage !== 'deciding') way.current?.focus();
  }, [stage]);

  const run = async () => {
    if (update === undefined) return;
    const controller = new AbortController();
    running.current = controller;
    setStage('running');
    setOutcome(await updateAll(connection, targets, update, setOutcome, controller.signal));
    setStage('done');
    changed('findings');
  };

  return (
    <Modal
      visible
      size="large"
      header={text.title(expected)}
      onDismiss={() => (stage === 'running' ? running.current?.abort() : onClose(stage === 'done'))}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {stage === 'deciding' && (
              <>
                <Button variant="link" onClick={() => onClose(false)}>
                  {strings.common.cancel}
                </Button>
                <Button
                  variant="primary"
                  disabled={update === undefined || draft.note.length > LONGEST_NOTE}
                  onClick={run}
                >
                  {text.apply(expected)}
                </Button>
              </>
            )}
            {stage === 'running' && (
              <Button ref={way} onClick={() => running.current?.abort()}>
                {text.stop}
              </Button>
            )}
            {stage === 'done' && (
              <Button ref={way} variant="primary" onClick={() => onClose(true)}>
                {strings.common.close}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      {stage === 'deciding' ? (
        <SpaceBetween size="m">
          {targets.kind === 'matching' && <Box variant="p">{text.matchingHint}</Box>}
          <DraftForm draft={draft} onChange={setDraft} />
        </SpaceBetween>
      ) : (
        <TriageProgress outcome={outcome} expected={expected} running={stage === 'running'} />
      )}
    </Modal>
  );
}
