import Button from '@cloudscape-design/components/button';
import { lazy, Suspense, useState } from 'react';
import { strings } from '../strings.js';
import type { Sendable } from './send.js';

const SendDialog = lazy(() => import('./SendDialog.js'));

interface Props {
  /** Undefined: nothing is selected. */
  sendable: Sendable | undefined;
  /** What that is, in words. */
  what: string;
  /** Why nothing can be sent. */
  reason: string;
}

/** The way to custom actions, which is loaded when it is gone. */
export function SendButton({ sendable, what, reason }: Props) {
  const [sending, setSending] = useState<{ sendable: Sendable; what: string }>();
  return (
    <>
      <Button
        disabled={sendable === undefined}
        disabledReason={reason}
        onClick={() => sendable && setSending({ sendable, what })}
      >
        {strings.actions.send}
      </Button>
      {sending && (
        <Suspense>
          <SendDialog {...sending} onClose={() => setSending(undefined)} />
        </Suspense>
      )}
    </>
  );
}
