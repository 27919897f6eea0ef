import { FindingDocument } from '../../findings/document.js';
import { promote } from '../../findings/promote.js';
import type { FindingRecord, Scope } from '../contents.js';
import type { FindingWrite } from '../findings.js';
import { findingDigest } from '../findings-key.js';

/**
 * The write that makes a finding what a record says, with all that it is found by.
 *
 * @throws Error if the document is not that of the finding, which only damage can bring about
 */
export function restoredWrite({ account, region }: Scope, record: FindingRecord): FindingWrite {
  const document = FindingDocument.stored(record.document);
  const id = document.value('Id') ?? '';
  const productArn = document.value('ProductArn') ?? '';
  const key = { account, region, productArn, id };
  if (findingDigest(key) !== record.digest) {
    throw new Error(
      `the finding ${record.digest} of ${account} in ${region} is damaged: it holds that of ${id}`,
    );
  }
  return {
    key,
    expected: record.revision - 1,
    document: record.document,
    customerSet: record.customerSet,
    attributes: promote(document),
    history: [],
  };
}
