import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { createInsight, getInsight, type InsightDraft, updateInsight } from '../api/insights.js';
import { Loaded } from '../components/Loaded.js';
import { Page } from '../components/Page.js';
import { SaveForm } from '../components/SaveForm.js';
import { changed } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { useTask } from '../data/useTask.js';
import { ATTRIBUTES } from '../filter/attributes.js';
import { FindingFilter } from '../filter/FindingFilter.js';
import { readFilters } from '../filter/url.js';
import { isGroupable } from '../filter/values.js';
import { insightHref } from '../insights/address.js';
import { hrefTo, navigate, usePlace } from '../router/location.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';

const text = strings.insights;
const GROUPS = ATTRIBUTES.filter(isGroupable).map(({ name, label }) => ({ value: name as string, label }));

/** Makes an insight, from the filter in the address if there is one, or changes one. */
export default function InsightEditor() {
  const { query } = usePlace();
  const arn = query.get('arn') ?? undefined;
  const stored = useHub(arn && `insight to edit ${arn}`, (connection, signal) =>
    getInsight(connection, arn ?? '', signal),
  );
  const trail = [{ text: strings.navigation.insights, href: hrefTo('/insights') }];
  return (
    <Page title={arn === undefined ? text.create : text.edit} trail={trail}>
      {arn === undefined ? (
        <Editor
          initial={{
            name: '',
            filters: readFilters(query).filters,
            groupBy: query.get('group') ?? 'ResourceId',
          }}
        />
      ) : (
        <Loaded query={stored}>{(insight) => <Editor arn={arn} initial={insight} />}</Loaded>
      )}
    </Page>
  );
}

function Editor({ arn, initial }: { arn?: string; initial: InsightDraft }) {
  const { connection } = useSession();
  const [draft, setDraft] = useState<InsightDraft>({
    name: initial.name,
    filters: initial.filters,
    groupBy: initial.groupBy,
  });
  const saving = useTask(async () => {
    const saved = arn ?? (await createInsight(connection, draft));
    if (arn !== undefined) await updateInsight(connection, arn, draft);
    changed('insights');
    navigate(insightHref(saved));
  });
  return (
    <SaveForm
      saving={saving}
      incomplete={draft.name.trim() === ''}
      back={arn ? insightHref(arn) : hrefTo('/insights')}
    >
      <Container>
        <SpaceBetween size="l">
          <FormField label={text.name}>
            <Input value={draft.name} onChange={({ detail }) => setDraft({ ...draft, name: detail.value })} />
          </FormField>
          <FormField label={text.filters} stretch>
            <FindingFilter filters={draft.filters} onChange={(filters) => setDraft({ ...draft, filters })} />
          </FormField>
          <FormField label={text.groupBy} description={text.groupByHint}>
            <Select
              options={GROUPS}
              filteringType="auto"
              selectedOption={GROUPS.find(({ value }) => value === draft.groupBy) ?? null}
              onChange={({ detail }) => setDraft({ ...draft, groupBy: detail.selectedOption.value ?? '' })}
            />
          </FormField>
        </SpaceBetween>
      </Container>
    </SaveForm>
  );
}
