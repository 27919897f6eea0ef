import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { HistoryChange } from '../api/history.js';
import { differences } from '../finding/differences.js';
import { strings } from '../strings.js';
import { Text } from './Text.js';

/** So many are shown at once; more when asked for. */
const STEP = 20;

/** Attributes with what they were and what they became. */
export function ChangesList({ changes }: { changes: readonly HistoryChange[] }) {
  const [shown, setShown] = useState(STEP);
  const all = changes.flatMap(differences);
  return (
    <>
      <ul className="changes">
        {all.slice(0, shown).map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an attribute may change twice in one entry
          <Change key={index} {...change} />
        ))}
      </ul>
      {all.length > shown && (
        <Button variant="inline-link" onClick={() => setShown(shown + 10 * STEP)}>
          {strings.common.showMore(all.length - shown)}
        </Button>
      )}
    </>
  );
}

function Change({ field, before, after }: HistoryChange) {
  return (
    <li>
      <strong>
        <Text max={200}>{field}</Text>
      </strong>{' '}
      {before !== undefined && (
        <>
          <del>
            <Text max={300}>{before}</Text>
          </del>{' '}
          →{' '}
        </>
      )}
      {after === undefined ? (
        strings.finding.history.removed
      ) : (
        <ins>
          <Text max={300}>{after}</Text>
        </ins>
      )}
    </li>
  );
}
