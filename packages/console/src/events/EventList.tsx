import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { memo, useState } from 'react';
import { Inert } from '../components/Text.js';
import { Time } from '../components/Time.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import type { SeenEvent } from './tail.js';

interface Props {
  events: readonly SeenEvent[];
  onOpen: (event: SeenEvent) => void;
}

const PAGE = 50;
const text = strings.events.live;

/** Events in a table, a page of them at a time: they come faster than five hundred rows can be drawn. */
export const EventList = memo(function EventList({ events, onOpen }: Props) {
  const [chosen, setChosen] = useState(1);
  const count = Math.max(1, Math.ceil(events.length / PAGE));
  const index = Math.min(chosen, count);
  return (
    <Table
      variant="borderless"
      contentDensity="compact"
      wrapLines
      enableKeyboardNavigation
      items={events.slice((index - 1) * PAGE, index * PAGE)}
      trackBy="id"
      ariaLabels={{ tableLabel: text.title }}
      empty={<Box>{text.none}</Box>}
      pagination={
        count > 1 && (
          <Pagination
            currentPageIndex={index}
            pagesCount={count}
            onChange={({ detail }) => setChosen(detail.currentPageIndex)}
          />
        )
      }
      columnDefinitions={[
        {
          id: 'subject',
          header: strings.events.deliveries.subject,
          isRowHeader: true,
          cell: ({ subject }) => <Inert>{clipped(subject || '–', 300)}</Inert>,
        },
        {
          id: 'type',
          header: strings.events.deliveries.type,
          cell: ({ type }) => <Inert>{clipped(type, 100)}</Inert>,
        },
        {
          id: 'time',
          header: strings.events.deliveries.time,
          width: 180,
          cell: ({ time }) => <Time>{time}</Time>,
        },
        {
          id: 'show',
          header: strings.common.actions,
          width: 110,
          cell: (event) => (
            <Button
              variant="inline-link"
              ariaLabel={text.showOf(visible(clipped(event.subject, 100)))}
              onClick={() => onOpen(event)}
            >
              {text.show}
            </Button>
          ),
        },
      ]}
    />
  );
});
