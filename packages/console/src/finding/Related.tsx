import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { countFindings, type Finding } from '../api/findings.js';
import { Go } from '../components/Go.js';
import { Inert } from '../components/Text.js';
import { useHub } from '../data/useHub.js';
import type { AttributeName } from '../filter/attributes.js';
import { equals, type Filters } from '../filter/filters.js';
import { listQuery } from '../findings/state.js';
import { numberText } from '../format.js';
import { at, listOf, textAt } from '../json.js';
import { hrefTo } from '../router/location.js';
import { strings } from '../strings.js';
import { clipped } from '../text.js';
import { findingHref } from './address.js';

const text = strings.finding.related;

/** More would be a list of its own. */
const MOST_NAMED = 20;

/** Other findings: those that the provider names, of the same resource, from the same check. */
export function Related({ finding }: { finding: Finding }) {
  const named = listOf(finding.RelatedFindings).slice(0, MOST_NAMED);
  const resource = textAt(listOf(finding.Resources)[0], 'Id');
  const generator = textAt(finding, 'GeneratorId');
  const vulnerability = textAt(listOf(at(finding, 'Vulnerabilities'))[0], 'Id');
  return (
    <SpaceBetween size="m">
      {named.length > 0 && (
        <div>
          <Box variant="h4">{text.named}</Box>
          {named.map((one) => {
            const identifier = { Id: textAt(one, 'Id'), ProductArn: textAt(one, 'ProductArn') };
            return (
              <div key={`${identifier.ProductArn} ${identifier.Id}`}>
                <Go href={findingHref(identifier)}>
                  <Inert>{clipped(identifier.Id, 200)}</Inert>
                </Go>
              </div>
            );
          })}
        </div>
      )}
      {resource !== '' && <Same label={text.sameResource} attribute="ResourceId" value={resource} />}
      {generator !== '' && <Same label={text.sameGenerator} attribute="GeneratorId" value={generator} />}
      {vulnerability !== '' && <SameWord label={text.sameVulnerability} word={vulnerability} />}
    </SpaceBetween>
  );
}

function Same({ label, attribute, value }: { label: string; attribute: AttributeName; value: string }) {
  return <Counted label={label} value={value} filters={{ [attribute]: equals(value) }} />;
}

/** Vulnerabilities have no filter of their own: they are named in titles, as a rule. */
function SameWord({ label, word }: { label: string; word: string }) {
  return (
    <Counted label={label} value={word} filters={{ Title: [{ Value: word, Comparison: 'CONTAINS' }] }} />
  );
}

function Counted({ label, value, filters }: { label: string; value: string; filters: Filters }) {
  const count = useHub(`related ${JSON.stringify(filters)}`, (connection, signal) =>
    countFindings(connection, { filters }, signal),
  );
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      <Go href={hrefTo('/findings', listQuery(filters))}>
        <Inert>{clipped(value, 200)}</Inert>
        {count.data !== undefined && ` (${numberText(count.data)})`}
      </Go>
      {count.failure !== undefined && ` ${text.uncounted}`}
    </div>
  );
}
