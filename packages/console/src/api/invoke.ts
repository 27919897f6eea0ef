import { at, listOf, numberAt, textAt } from '../json.js';
import type { Connection } from './connection.js';
import type { Identifier } from './findings.js';
import type { Refusal } from './update.js';

export interface Sent {
  /** Events that were made of it. */
  readonly events: number;
  /** What rules made of these: none, where no rule takes such events. */
  readonly deliveries: number;
  readonly refused: readonly Refusal[];
}

async function invoke(connection: Connection, body: object): Promise<Sent> {
  const answer = await connection.json({ method: 'POST', path: '/_docket/action-targets/invoke', body });
  return {
    events: numberAt(answer, 'EventCount'),
    deliveries: numberAt(answer, 'DeliveryCount'),
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

/** Sends up to 100 findings to a custom action. */
export const sendFindings = (
  connection: Connection,
  action: string,
  identifiers: readonly Identifier[],
): Promise<Sent> => invoke(connection, { ActionTargetArn: action, FindingIdentifiers: identifiers });

/** Sends up to 100 results of an insight to a custom action. */
export const sendResults = (
  connection: Connection,
  action: string,
  insight: string,
  values: readonly string[],
): Promise<Sent> =>
  invoke(connection, { ActionTargetArn: action, InsightArn: insight, ResultValues: values });
