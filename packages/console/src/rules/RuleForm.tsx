import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { createRule, type RuleDraft, ruleBody, updateRules } from '../api/rules.js';
import { SaveForm } from '../components/SaveForm.js';
import { Tree } from '../components/Tree.js';
import { changed } from '../data/changes.js';
import { useTask } from '../data/useTask.js';
import { FindingFilter } from '../filter/FindingFilter.js';
import { isEmpty } from '../filter/filters.js';
import { hrefTo, navigate } from '../router/location.js';
import { useSession } from '../session/context.js';
import { notify } from '../shell/notices.js';
import { strings } from '../strings.js';
import { DryRun } from './DryRun.js';
import { RuleFacts } from './RuleFacts.js';
import { UpdateForm } from './UpdateForm.js';

interface Props {
  /** Undefined: a new one. */
  arn?: string;
  initial: RuleDraft;
  /** Attributes of the filter it was made from that rules cannot look at. */
  left: readonly string[];
}

const text = strings.rules;

/** A rule: what it is called, which findings it is about, what it does, and what it would have done. */
export function RuleForm({ arn, initial, left }: Props) {
  const { connection } = useSession();
  const [rule, setRule] = useState(initial);
  const [update = {}, ...others] = rule.updates;
  const doesNothing = rule.updates.every((one) => Object.keys(one).length === 0);
  const isIncomplete = isEmpty(rule.criteria) || doesNothing;

  const saving = useTask(async () => {
    if (arn === undefined) await createRule(connection, rule);
    else await updateRules(connection, [{ RuleArn: arn, ...ruleBody(rule) }]);
    changed('rules');
    notify('success', text.saved);
    navigate(hrefTo('/automation'));
  });

  return (
    <SaveForm
      saving={saving}
      incomplete={isIncomplete || rule.name.trim() === '' || rule.description.trim() === ''}
      back={hrefTo('/automation')}
    >
      {left.length > 0 && <Alert type="warning">{text.leftOut(left.join(', '))}</Alert>}
      <RuleFacts rule={rule} onChange={setRule} />
      <Container header={<Header description={text.criteriaHint}>{text.criteria}</Header>}>
        <FormField stretch>
          <FindingFilter
            criteria
            filters={rule.criteria}
            onChange={(criteria) => setRule({ ...rule, criteria })}
          />
        </FormField>
      </Container>
      <Container header={<Header description={text.actionsHint}>{text.actions}</Header>}>
        <UpdateForm update={update} onChange={(next) => setRule({ ...rule, updates: [next, ...others] })} />
        {others.length > 0 && (
          <>
            {text.furtherActions}
            <Tree value={others} />
          </>
        )}
      </Container>
      <DryRun rule={rule} disabled={isIncomplete} />
    </SaveForm>
  );
}
