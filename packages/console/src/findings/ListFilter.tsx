import Alert from '@cloudscape-design/components/alert';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TokenGroup from '@cloudscape-design/components/token-group';
import { memo } from 'react';
import { useStable } from '../data/useStable.js';
import { ATTRIBUTES, isAttributeName } from '../filter/attributes.js';
import { FindingFilter } from '../filter/FindingFilter.js';
import { DEFAULT_FILTERS } from '../filter/filters.js';
import { type Suppressed, suppressedIn, withSuppressed } from '../filter/suppressed.js';
import { isGroupable } from '../filter/values.js';
import { numberText } from '../format.js';
import { strings } from '../strings.js';
import { visible } from '../text.js';
import { ViewsMenu } from '../views/ViewsMenu.js';
import { DEFAULT_SORT, type ListState } from './state.js';

interface Props {
  state: ListState;
  problems: readonly string[];
  count: number | undefined;
  /** What a saved view would keep. */
  query: string;
  onChange: (changes: Partial<ListState>) => void;
  onView: (view: { id: string; query: string } | undefined) => void;
}

const CHOICES: readonly Suppressed[] = ['shown', 'hidden', 'only'];
const GROUPS = [
  { value: '', label: strings.findings.ungrouped },
  ...ATTRIBUTES.filter(isGroupable)
    .map(({ name, label }) => ({ value: name as string, label }))
    .sort((one, other) => one.label.localeCompare(other.label)),
];

/** Everything above the list that says what is in it. */
export const ListFilter = memo(function ListFilter(props: Props) {
  const { state, problems, count, query, onChange, onView } = props;
  const { filters, closed, group, sort, view } = state;
  const text = strings.findings;
  const usual = { filters: DEFAULT_FILTERS, closed: undefined, sort: DEFAULT_SORT, group: undefined };
  const isUsual = JSON.stringify({ filters, closed, sort, group }) === JSON.stringify(usual);
  const chooseGroup = useStable((name: string) =>
    onChange({ group: isAttributeName(name) ? name : undefined }),
  );
  const choices = CHOICES.map((value) => ({ value, label: text.suppressed[value] }));

  return (
    <SpaceBetween size="s">
      {problems.length > 0 && (
        <Alert type="warning" header={text.badAddress}>
          {problems.map(visible).join(', ')}
        </Alert>
      )}
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        <ViewsMenu selected={view} query={query} isUsual={isUsual} onSelect={onView} />
        <GroupChoice group={group ?? ''} disabled={closed !== undefined} onGroup={chooseGroup} />
        <Select
          ariaLabel={text.suppressed.label}
          options={choices}
          selectedOption={choices.find(({ value }) => value === suppressedIn(filters)) ?? null}
          onChange={({ detail }) => {
            const chosen = CHOICES.find((one) => one === detail.selectedOption.value) ?? 'shown';
            onChange({ filters: withSuppressed(filters, chosen) });
          }}
        />
      </SpaceBetween>
      {closed !== undefined && (
        <TokenGroup
          items={[closed].map(({ event, day }) => {
            const label = text.closedOn[event](day);
            return { label, dismissLabel: strings.filter.remove(label) };
          })}
          onDismiss={() => onChange({ closed: undefined })}
        />
      )}
      <FindingFilter
        filters={filters}
        onChange={(next) => onChange({ filters: next })}
        {...(count !== undefined && { countText: text.matches(count, numberText(count)) })}
      />
    </SpaceBetween>
  );
});

interface GroupProps {
  group: string;
  disabled: boolean;
  onGroup: (name: string) => void;
}

/** Its hundred choices are not drawn again for every filter. */
const GroupChoice = memo(function GroupChoice({ group, disabled, onGroup }: GroupProps) {
  return (
    <Select
      inlineLabelText={strings.findings.groupBy}
      disabled={disabled}
      options={GROUPS}
      filteringType="auto"
      selectedOption={GROUPS.find(({ value }) => value === group) ?? null}
      onChange={({ detail }) => onGroup(detail.selectedOption.value ?? '')}
    />
  );
});
