import type { Finding } from '../api/findings.js';
import { Code } from '../components/Code.js';
import { strings } from '../strings.js';
import { readableJson } from '../text.js';

/** The whole finding as the hub has it. What nobody would see is escaped, so that a copy means the same. */
export function JsonView({ finding }: { finding: Finding }) {
  return <Code label={strings.finding.json}>{readableJson(finding)}</Code>;
}
