import type { AwsSecurityFinding } from '@docket/asff';

/** A stored document as a finding. Only findings that passed the format are ever stored, so this is not checked again. */
export function parseDocument(document: string): AwsSecurityFinding {
  const finding: AwsSecurityFinding = JSON.parse(document);
  return finding;
}
