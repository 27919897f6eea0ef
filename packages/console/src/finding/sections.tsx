import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Finding } from '../api/findings.js';
import { Fields } from '../components/Fields.js';
import { SafeLink } from '../components/SafeLink.js';
import { Text } from '../components/Text.js';
import { Tree } from '../components/Tree.js';
import { at, listOf, membersOf, textAt } from '../json.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';

const text = strings.finding;

/** A list of resources may be long in itself; the first is open. */
export function Resources({ finding }: { finding: Finding }) {
  const resources = listOf(finding.Resources);
  return (
    <SpaceBetween size="s">
      {resources.map((resource, index) => {
        const { Id: _id, Type: _type, ...details } = membersOf(resource);
        const title = `${textAt(resource, 'Type')} · ${textAt(resource, 'Id')}`;
        return (
          <ExpandableSection
            // biome-ignore lint/suspicious/noArrayIndexKey: a finding's resources have no other name
            key={index}
            defaultExpanded={index === 0}
            headerText={visible(clipped(title, 200))}
          >
            <Fields
              columns={1}
              items={[
                [strings.attributes.ResourceId, <Text key="id">{textAt(resource, 'Id')}</Text>],
                [strings.attributes.ResourceType, <Text key="type">{textAt(resource, 'Type')}</Text>],
              ]}
            />
            <Box padding={{ top: 's' }}>
              <Tree value={details} />
            </Box>
          </ExpandableSection>
        );
      })}
    </SpaceBetween>
  );
}

/** What to do about it: the provider's words, and the address they point to. */
export function Remediation({ finding }: { finding: Finding }) {
  const recommendation = at(finding, 'Remediation', 'Recommendation');
  const words = textAt(recommendation, 'Text');
  const url = textAt(recommendation, 'Url');
  if (words === '' && url === '') return <Box color="text-body-secondary">{text.noRemediation}</Box>;
  return (
    <SpaceBetween size="xs">
      {words !== '' && <Text>{words}</Text>}
      {url !== '' && <SafeLink>{url}</SafeLink>}
    </SpaceBetween>
  );
}

/** Parts of a finding that only some have, in the order in which people ask for them. */
const PARTS: readonly (keyof typeof text.parts)[] = [
  'Compliance',
  'Vulnerabilities',
  'Threats',
  'ThreatIntelIndicators',
  'Malware',
  'Network',
  'NetworkPath',
  'Process',
  'Action',
  'PatchSummary',
  'Detection',
  'GeneratorDetails',
  'ProductFields',
  'UserDefinedFields',
];

/** What the finding has besides: vulnerabilities, network, threats, compliance and the like. */
export function Parts({ finding }: { finding: Finding }) {
  return (
    <SpaceBetween size="s">
      {PARTS.filter((name) => finding[name] !== undefined).map((name) => {
        const value = finding[name];
        const heading = Array.isArray(value) ? `${text.parts[name]} (${value.length})` : text.parts[name];
        return (
          <ExpandableSection key={name} headerText={heading} defaultExpanded={!name.endsWith('Fields')}>
            <Tree value={value} />
          </ExpandableSection>
        );
      })}
    </SpaceBetween>
  );
}
