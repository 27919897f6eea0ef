import Button from '@cloudscape-design/components/button';
import { useId, useState } from 'react';
import { strings } from '../strings.js';
import { clipped, piecesOf } from '../text.js';

interface Props {
  children: string;
  /** Longer texts are cut, with a way to the rest. */
  max?: number;
}

/** Pieces of a text that may come one by one need keys that stay: where each begins. */
function keyed(text: string) {
  let start = 0;
  return piecesOf(text).map((piece) => {
    const key = start;
    start += piece.text.length;
    return { ...piece, key };
  });
}

/**
 * A text that somebody else wrote, as text and nothing else. It cannot turn the text around it, and characters that
 * nobody would see are shown.
 */
export function Inert({ children }: { children: string }) {
  return (
    <bdi className="foreign">
      {keyed(children).map(({ key, text, unseen }) =>
        unseen ? (
          <span key={key} className="unseen" title={strings.common.unseen(text)}>
            {text}
          </span>
        ) : (
          text
        ),
      )}
    </bdi>
  );
}

/** The same for texts that may be long. */
export function Text({ children, max = 2_000 }: Props) {
  const [whole, setWhole] = useState(false);
  const id = useId();
  if (children.length <= max) return <Inert>{children}</Inert>;
  return (
    <span>
      <span id={id}>
        <Inert>{whole ? children : clipped(children, max)}</Inert>
      </span>{' '}
      <Button variant="inline-link" ariaExpanded={whole} ariaControls={id} onClick={() => setWhole(!whole)}>
        {whole ? strings.common.showLess : strings.common.showAll(children.length)}
      </Button>
    </span>
  );
}
