import type { AwsSecurityFinding } from '@docket/asff';
import { compilePredicate } from '../../findings/filter/matches.js';
import { and, type Filter } from '../../findings/filter/tree.js';
import { isExact } from './filter/compile.js';
import { partsOf } from './sources.js';

/** Makes the test of those parts of a filter that the database does not decide. */
export function recheck(filter: Filter): (finding: AwsSecurityFinding) => boolean {
  return compilePredicate(and(partsOf(filter).filter((part) => !isExact(part))));
}

/** Only findings that passed the format are ever stored, so this is not checked again. */
export const readDocument = (document: string): AwsSecurityFinding => JSON.parse(document);
