import Alert from '@cloudscape-design/components/alert';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ErrorBox } from '../components/ErrorBox.js';
import { Text } from '../components/Text.js';
import { strings } from '../strings.js';
import type { Outcome } from './run.js';

interface Props {
  outcome: Outcome;
  expected: number | undefined;
  running: boolean;
}

/** How far it has come, and what became of it: what was changed, what was not and why, and whether it came to its end. */
export function TriageProgress({ outcome, expected, running }: Props) {
  const { changed, refused, refusals, failure, stopped, unknown } = outcome;
  const text = strings.triage;
  const done = changed + refused;
  const share = expected === undefined || expected === 0 ? 0 : Math.min(100, (100 * done) / expected);
  const isWhole = failure === undefined && !stopped;
  return (
    <SpaceBetween size="m">
      {running ? (
        <ProgressBar value={share} label={text.running} additionalInfo={text.progress(done, expected)} />
      ) : (
        <Alert
          type={isWhole && refused === 0 ? 'success' : 'warning'}
          header={isWhole ? text.done : stopped ? text.stopped : text.failed}
        >
          {text.result(changed, refused)}
          {unknown > 0 && ` ${text.unknown(unknown)}`}
          {!isWhole && ` ${text.rest}`}
        </Alert>
      )}
      {failure !== undefined && <ErrorBox failure={failure} />}
      {refusals.size > 0 && (
        <ul>
          {[...refusals].map(([reason, { count, first }]) => (
            <li key={reason}>
              {text.refusal(count)} <Text>{reason}</Text> (<Text max={200}>{first.identifier.Id}</Text>)
            </li>
          ))}
        </ul>
      )}
    </SpaceBetween>
  );
}
