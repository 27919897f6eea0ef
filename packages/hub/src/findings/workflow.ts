import type { Workflow } from '@docket/asff';
import type { Members } from './members.js';

const NO_LONGER_PASSED: readonly (string | undefined)[] = ['FAILED', 'WARNING', 'NOT_AVAILABLE'];

type Watched = Pick<Members, 'RecordState' | 'Compliance'>;

/**
 * The workflow of a finding after a provider's update. A person's NOTIFIED or RESOLVED goes back to NEW when the
 * problem is back: the record turns from ARCHIVED to ACTIVE, or compliance from PASSED to anything worse.
 * SUPPRESSED stays, as the service's documentation says.
 */
export function workflowAfterUpdate(
  stored: Watched & Pick<Members, 'Workflow'>,
  next: Watched,
): Workflow | undefined {
  const status = stored.Workflow?.Status;
  if (status !== 'NOTIFIED' && status !== 'RESOLVED') return stored.Workflow;
  const reactivated = stored.RecordState === 'ARCHIVED' && next.RecordState === 'ACTIVE';
  const failsAgain =
    stored.Compliance?.Status === 'PASSED' && NO_LONGER_PASSED.includes(next.Compliance?.Status);
  return reactivated || failsAgain ? { ...stored.Workflow, Status: 'NEW' } : stored.Workflow;
}
