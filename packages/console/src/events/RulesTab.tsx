import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { deleteEventRule, type EventRule, enableEventRule, listEventRules } from '../api/event-rules.js';
import { listSinks } from '../api/event-sinks.js';
import { ConfirmDialog } from '../components/ConfirmDialog.js';
import { Go } from '../components/Go.js';
import { ListTable } from '../components/ListTable.js';
import { Inert, Text } from '../components/Text.js';
import { changed, useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { navigate } from '../router/location.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import { eventRuleHref } from './address.js';
import { EnabledToggle } from './EnabledToggle.js';

const text = strings.events.rules;
const shortName = ({ name }: { name: string }): string => visible(clipped(name, 100));

/** Which events are sent where. */
export function RulesTab() {
  const { connection } = useSession();
  const round = useChanges('events');
  const rules = useHub('event rules', listEventRules, round);
  const sinks = useHub('event sinks', listSinks, round);
  const [deleting, setDeleting] = useState<EventRule>();
  const nameOf = (id: string): string => sinks.data?.sinks.find((sink) => sink.id === id)?.name ?? id;
  return (
    <>
      <ListTable
        title={text.title}
        description={text.hint}
        query={rules}
        keyOf={({ id }) => id}
        textOf={({ name, description, pattern }) => `${name} ${description} ${JSON.stringify(pattern)}`}
        empty={<Box>{text.none}</Box>}
        actions={
          <Button variant="primary" onClick={() => navigate(eventRuleHref())}>
            {strings.events.newRule}
          </Button>
        }
        columns={[
          {
            id: 'name',
            header: strings.events.name,
            isRowHeader: true,
            sortingField: 'name',
            cell: ({ id, name }) => (
              <Go href={eventRuleHref(id)}>
                <Inert>{clipped(name, 200)}</Inert>
              </Go>
            ),
          },
          {
            id: 'description',
            header: strings.events.descriptionLabel,
            cell: ({ description }) => <Text max={300}>{description || '–'}</Text>,
          },
          {
            id: 'sinks',
            header: text.sinks,
            cell: (rule) => <Inert>{rule.sinks.map(nameOf).join(', ')}</Inert>,
          },
          {
            id: 'enabled',
            header: strings.events.enabled,
            width: 130,
            cell: (rule) => (
              <EnabledToggle
                name={shortName(rule)}
                enabled={rule.enabled}
                enable={(enabled) => enableEventRule(connection, rule.id, enabled)}
              />
            ),
          },
          {
            id: 'actions',
            header: strings.common.actions,
            width: 130,
            cell: (rule) => (
              <Button
                variant="inline-link"
                ariaLabel={text.deleteOf(shortName(rule))}
                onClick={() => setDeleting(rule)}
              >
                {strings.common.delete}
              </Button>
            ),
          },
        ]}
      />
      {deleting && (
        <ConfirmDialog
          title={text.deleteTitle}
          message={text.deleteMessage(shortName(deleting))}
          confirmText={strings.common.delete}
          onClose={() => setDeleting(undefined)}
          onConfirm={async () => {
            await deleteEventRule(connection, deleting.id);
            changed('events');
            setDeleting(undefined);
          }}
        />
      )}
    </>
  );
}
