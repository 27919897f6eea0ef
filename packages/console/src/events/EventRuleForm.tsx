import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import { type EventRuleDraft, saveEventRule } from '../api/event-rules.js';
import type { Sink } from '../api/event-sinks.js';
import { SaveForm } from '../components/SaveForm.js';
import { changed } from '../data/changes.js';
import { useTask } from '../data/useTask.js';
import { navigate } from '../router/location.js';
import { useSession } from '../session/context.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import { visible } from '../text.js';
import { eventsHref } from './address.js';
import { PatternField, patternFrom } from './PatternField.js';
import { PatternTest } from './PatternTest.js';
import { patternText, STARTERS } from './starters.js';

const text = strings.events.rules;

interface Props {
  /** Undefined: a new one. */
  id?: string;
  initial: EventRuleDraft;
  sinks: readonly Sink[];
}

/** An event rule: what it is called, which events it takes, and where they go. */
export function EventRuleForm({ id, initial, sinks }: Props) {
  const { connection } = useSession();
  const [rule, setRule] = useState(initial);
  const [typed, setTyped] = useState(patternText(initial.pattern));
  const pattern = patternFrom(typed);
  const saving = useTask(async () => {
    if (pattern === undefined) return;
    await saveEventRule(connection, id, { ...rule, pattern });
    changed('events');
    notify('success', text.saved);
    navigate(eventsHref('rules'));
  });
  const options = sinks.map((sink) => ({
    value: sink.id,
    label: visible(sink.name),
    description: visible(sink.target),
  }));
  const starters = STARTERS.map(({ label }) => ({ value: label, label }));
  return (
    <SaveForm
      saving={saving}
      incomplete={pattern === undefined || rule.name.trim() === '' || rule.sinks.length === 0}
      back={eventsHref('rules')}
    >
      <Container>
        <SpaceBetween size="l">
          <FormField label={strings.events.name}>
            <Input value={rule.name} onChange={({ detail }) => setRule({ ...rule, name: detail.value })} />
          </FormField>
          <FormField label={strings.events.descriptionLabel} stretch>
            <Input
              value={rule.description}
              onChange={({ detail }) => setRule({ ...rule, description: detail.value })}
            />
          </FormField>
          <FormField label={text.sinks} {...(sinks.length === 0 && { constraintText: text.noSinks })} stretch>
            <Multiselect
              options={options}
              placeholder={text.chooseSinks}
              deselectAriaLabel={({ label = '' }) => strings.filter.remove(label)}
              selectedOptions={options.filter(({ value }) => rule.sinks.includes(value))}
              onChange={({ detail }) =>
                setRule({ ...rule, sinks: detail.selectedOptions.flatMap(({ value }) => value ?? []) })
              }
            />
          </FormField>
          <Toggle
            checked={rule.enabled}
            onChange={({ detail }) => setRule({ ...rule, enabled: detail.checked })}
          >
            {strings.events.enabled}
          </Toggle>
        </SpaceBetween>
      </Container>
      <Container>
        <SpaceBetween size="l">
          <FormField label={text.starter}>
            <Select
              options={starters}
              selectedOption={starters.find(({ value }) => patternText(starter(value)) === typed) ?? null}
              placeholder={text.starter}
              onChange={({ detail }) => setTyped(patternText(starter(detail.selectedOption.value)))}
            />
          </FormField>
          <PatternField
            label={text.pattern}
            hint={text.patternHint}
            rows={14}
            value={typed}
            onChange={setTyped}
          />
        </SpaceBetween>
      </Container>
      <PatternTest pattern={pattern} />
    </SaveForm>
  );
}

const starter = (label: string | undefined): object =>
  STARTERS.find((one) => one.label === label)?.pattern ?? {};
