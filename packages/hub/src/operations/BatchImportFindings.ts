import { validateFinding } from '@docket/asff';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { authorizeImport } from './import/authorize.js';
import { type Accepted, storeFindings } from './import/store.js';
import type { Context } from './operation.js';

type Failure = OperationOutputs['BatchImportFindings']['FailedFindings'] extends (infer F)[] | undefined
  ? F
  : never;

/** JSON that is written again can be longer: `-1e20` becomes 22 characters. No other token grows as much. */
const MAX_GROWTH = 6;

/**
 * Takes in up to 100 findings of a provider. The call is refused as a whole if a ProductArn does not parse or the
 * caller may not send one of the findings; a finding that breaks the format fails alone, beside the others' success.
 */
export async function BatchImportFindings(
  input: OperationInputs['BatchImportFindings'],
  context: Context,
): Promise<OperationOutputs['BatchImportFindings']> {
  const entries: readonly unknown[] = Array.isArray(input.Findings) ? input.Findings : [];
  const products = await authorizeImport(entries, context);

  const accepted: Accepted[] = [];
  const failed: Failure[] = [];
  const reasons: string[] = [];
  for (const entry of entries) {
    const verdict = validateFinding(entry, {
      unknownMembers: context.settings.unknownMembers,
      bytes: context.bodyBytes * MAX_GROWTH,
    });
    const product = verdict.ok ? products.get(verdict.finding.ProductArn) : undefined;
    if (verdict.ok && product !== undefined) {
      accepted.push({ finding: verdict.finding, product });
    } else if (!verdict.ok) {
      failed.push({ Id: idOf(entry), ErrorCode: 'InvalidInput', ErrorMessage: verdict.message });
      reasons.push(verdict.violations[0]?.keyword ?? 'size');
    }
  }
  const counts = await storeFindings(accepted, context);
  context.meter.imported({ ...counts, refused: reasons });
  return { FailedCount: failed.length, SuccessCount: accepted.length, FailedFindings: failed };
}

/** Clients read the Id of a failed finding unchecked, so there is always one: empty if the finding has none. */
function idOf(entry: unknown): string {
  const id = typeof entry === 'object' && entry !== null && 'Id' in entry ? entry.Id : undefined;
  return typeof id === 'string' ? id : '';
}
