import { at, listOf, type Members, textAt } from '../json.js';
import type { Connection } from './connection.js';
import type { Identifier } from './findings.js';

/** What BatchUpdateFindings changes: members as the API names them. */
export type FindingUpdate = Members;

export interface Refusal {
  readonly identifier: Identifier;
  readonly code: string;
  readonly message: string;
}

export interface UpdateResult {
  readonly changed: number;
  readonly refused: readonly Refusal[];
}

/** As many as one call takes. */
export const MOST_AT_ONCE = 100;

/** Changes up to 100 findings. Some may be refused while the others are changed. */
export async function updateFindings(
  connection: Connection,
  identifiers: readonly Identifier[],
  update: FindingUpdate,
): Promise<UpdateResult> {
  const answer = await connection.json({
    method: 'PATCH',
    path: '/findings/batchupdate',
    body: { FindingIdentifiers: identifiers, ...update },
  });
  return {
    changed: listOf(at(answer, 'ProcessedFindings')).length,
    refused: listOf(at(answer, 'UnprocessedFindings')).map((one) => ({
      identifier: {
        Id: textAt(one, 'FindingIdentifier', 'Id'),
        ProductArn: textAt(one, 'FindingIdentifier', 'ProductArn'),
      },
      code: textAt(one, 'ErrorCode'),
      message: textAt(one, 'ErrorMessage'),
    })),
  };
}
