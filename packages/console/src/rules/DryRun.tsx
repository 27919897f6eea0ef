import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { type DryRunPage, dryRun } from '../api/dry-run.js';
import { keyOf } from '../api/findings.js';
import { type RuleDraft, ruleBody } from '../api/rules.js';
import { ChangesList } from '../components/ChangesList.js';
import { ErrorBox } from '../components/ErrorBox.js';
import { Go } from '../components/Go.js';
import { Inert } from '../components/Text.js';
import { useTask } from '../data/useTask.js';
import { findingHref } from '../finding/address.js';
import { useSession } from '../session/context.js';
import { strings } from '../strings.js';
import { clipped } from '../text.js';

const text = strings.rules.dryRun;

interface Found extends DryRunPage {
  /** The rule that was tried. */
  readonly of: string;
}

/** Tries a rule on what is stored and shows what it would change; nothing is changed. */
export function DryRun({ rule, disabled }: { rule: RuleDraft; disabled: boolean }) {
  const { connection } = useSession();
  const [found, setFound] = useState<Found>();
  const { Criteria, Actions } = ruleBody(rule);
  const of = JSON.stringify([Criteria, Actions]);
  const isOld = found !== undefined && found.of !== of;

  const first = useTask(async () => setFound({ ...(await dryRun(connection, rule, undefined)), of }));
  const more = useTask(async () => {
    if (found?.next === undefined) return;
    const page = await dryRun(connection, rule, found.next);
    setFound({
      of,
      matched: found.matched + page.matched,
      effects: [...found.effects, ...page.effects],
      next: page.next,
    });
  });

  return (
    <Container
      header={
        <Header
          description={text.hint}
          actions={
            <Button iconName="search" loading={first.busy} disabled={disabled} onClick={first.run}>
              {text.run}
            </Button>
          }
        >
          {text.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {first.failure && <ErrorBox failure={first.failure} />}
        {isOld && <Box color="text-status-warning">{text.changedSince}</Box>}
        {found !== undefined && first.failure === undefined && (
          <Table
            variant="embedded"
            wrapLines
            items={found.effects}
            trackBy={({ identifier }) => keyOf(identifier)}
            ariaLabels={{ tableLabel: text.title }}
            header={
              <Box variant="h3">
                {text.result(found.matched, found.effects.length, found.next !== undefined)}
              </Box>
            }
            empty={<Box>{found.matched === 0 ? text.noMatch : text.noChange}</Box>}
            columnDefinitions={[
              {
                id: 'finding',
                header: text.finding,
                isRowHeader: true,
                cell: ({ identifier, title }) => (
                  <Go href={findingHref(identifier)}>
                    <Inert>{clipped(title || identifier.Id, 200)}</Inert>
                  </Go>
                ),
              },
              {
                id: 'changes',
                header: text.changes,
                cell: ({ changes }) => <ChangesList changes={changes} />,
              },
            ]}
          />
        )}
        {more.failure && <ErrorBox failure={more.failure} />}
        {found?.next !== undefined && !isOld && (
          <Button loading={more.busy} onClick={more.run}>
            {text.more}
          </Button>
        )}
      </SpaceBetween>
    </Container>
  );
}
