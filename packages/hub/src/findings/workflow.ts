import type { AwsSecurityFinding, Workflow } from '@docket/asff';
import type { FindingDocument } from './document.js';

const NO_LONGER_PASSED: readonly (string | undefined)[] = ['FAILED', 'WARNING', 'NOT_AVAILABLE'];

/**
 * The workflow to set after a provider's update, if it is not the stored one. A person's NOTIFIED or RESOLVED goes back
 * to NEW when the problem is back: the record turns from ARCHIVED to ACTIVE, or compliance from PASSED to anything
 * worse. SUPPRESSED stays, as the service's documentation says.
 */
export function workflowAfterUpdate(
  stored: FindingDocument,
  incoming: Pick<AwsSecurityFinding, 'RecordState' | 'Compliance'>,
): Workflow | undefined {
  const workflow = stored.value('Workflow');
  if (workflow?.Status !== 'NOTIFIED' && workflow?.Status !== 'RESOLVED') return undefined;
  const reactivated = stored.value('RecordState') === 'ARCHIVED' && incoming.RecordState !== 'ARCHIVED';
  const failsAgain =
    stored.value('Compliance')?.Status === 'PASSED' && NO_LONGER_PASSED.includes(incoming.Compliance?.Status);
  return reactivated || failsAgain ? { ...workflow, Status: 'NEW' } : undefined;
}
