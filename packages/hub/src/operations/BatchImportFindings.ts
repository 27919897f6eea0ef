import { validateFinding } from '@docket/asff';
import { ServiceError } from '../errors.js';
import type { OperationInputs, OperationOutputs } from '../wire/generated/operations.js';
import { authorizeImport, type ImportProduct } from './import/authorize.js';
import { idOf } from './import/entry.js';
import { importReport, type RefusedEntry, refusedReport } from './import/report.js';
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
  const products = await authorized(entries, context);

  const accepted: Accepted[] = [];
  const refused: RefusedEntry[] = [];
  for (const entry of entries) {
    const verdict = validateFinding(entry, {
      unknownMembers: context.settings.unknownMembers,
      bytes: context.bodyBytes * MAX_GROWTH,
    });
    const product = verdict.ok ? products.get(verdict.finding.ProductArn) : undefined;
    if (verdict.ok && product !== undefined) {
      accepted.push({ finding: verdict.finding, product });
    } else if (!verdict.ok) {
      const { message, violations } = verdict;
      refused.push([entry, { findingId: idOf(entry), code: 'InvalidInput', message, violations }]);
    }
  }
  const outcomes = await storeFindings(accepted, context);
  context.meter.imported(importReport(outcomes, refused, context));
  const failed = refused.map(
    ([, { findingId, message }]): Failure => ({
      Id: findingId,
      ErrorCode: 'InvalidInput',
      ErrorMessage: message,
    }),
  );
  return { FailedCount: failed.length, SuccessCount: accepted.length, FailedFindings: failed };
}

/**
 * As `authorizeImport`; a batch that is not let in is counted, too: its product would look silent otherwise. Of one that
 * finds the store away, nothing is known.
 */
async function authorized(
  entries: readonly unknown[],
  context: Context,
): Promise<ReadonlyMap<string, ImportProduct>> {
  try {
    return await authorizeImport(entries, context);
  } catch (error) {
    const isRefused = error instanceof ServiceError && error.status < 500;
    if (isRefused) context.meter.imported(refusedReport(entries, error, context));
    throw error;
  }
}
