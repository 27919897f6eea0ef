import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { RuleDraft } from '../api/rules.js';
import { strings } from '../strings.js';

interface Props {
  rule: RuleDraft;
  onChange: (rule: RuleDraft) => void;
}

const text = strings.rules;

/** What a rule is called, and when it has its turn. */
export function RuleFacts({ rule, onChange }: Props) {
  const [order, setOrder] = useState(String(rule.order));
  const isWrong = !/^\d+$/.test(order) || Number(order) < 1 || Number(order) > 1_000;
  return (
    <Container header={<Header>{text.about}</Header>}>
      <SpaceBetween size="m">
        <ColumnLayout columns={2}>
          <FormField label={text.name}>
            <Input value={rule.name} onChange={({ detail }) => onChange({ ...rule, name: detail.value })} />
          </FormField>
          <FormField
            label={text.order}
            constraintText={text.orderRange}
            errorText={isWrong && text.orderRange}
          >
            <Input
              value={order}
              inputMode="numeric"
              onChange={({ detail }) => {
                setOrder(detail.value);
                onChange({ ...rule, order: Number(detail.value) });
              }}
            />
          </FormField>
        </ColumnLayout>
        <FormField label={text.descriptionLabel} stretch>
          <Input
            value={rule.description}
            onChange={({ detail }) => onChange({ ...rule, description: detail.value })}
          />
        </FormField>
        <Checkbox
          checked={rule.enabled}
          onChange={({ detail }) => onChange({ ...rule, enabled: detail.checked })}
        >
          {text.enabled}
        </Checkbox>
        <Checkbox
          checked={rule.terminal}
          description={text.terminalHint}
          onChange={({ detail }) => onChange({ ...rule, terminal: detail.checked })}
        >
          {text.terminal}
        </Checkbox>
      </SpaceBetween>
    </Container>
  );
}
