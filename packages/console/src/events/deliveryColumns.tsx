import type { TableProps } from '@cloudscape-design/components/table';
import type { Delivery } from '../api/deliveries.js';
import { Ago } from '../components/Ago.js';
import { Go } from '../components/Go.js';
import { Inert, Text } from '../components/Text.js';
import { Time } from '../components/Time.js';
import { numberText } from '../format.js';
import { strings } from '../strings.js';
import { clipped } from '../text.js';
import { DeliveryStateText } from './DeliveryStateText.js';

const text = strings.events.deliveries;

interface Known {
  /** The name of a sink, or of a rule; undefined for one that was deleted. */
  nameOf: (id: string) => string | undefined;
  /** The address of a delivery beside the list. */
  hrefOf: (id: string) => string;
}

export const deliveryColumns = ({ nameOf, hrefOf }: Known): TableProps.ColumnDefinition<Delivery>[] => {
  const named = (id: string) => <Inert>{clipped(nameOf(id) ?? text.gone, 100)}</Inert>;
  return [
    {
      id: 'subject',
      header: text.subject,
      isRowHeader: true,
      minWidth: 220,
      cell: ({ id, subject }) => (
        <Go href={hrefOf(id)}>
          <Inert>{clipped(subject || '–', 150)}</Inert>
        </Go>
      ),
    },
    {
      id: 'state',
      header: text.state,
      width: 140,
      minWidth: 140,
      cell: ({ state }) => <DeliveryStateText state={state} />,
    },
    { id: 'time', header: text.time, width: 170, minWidth: 170, cell: ({ time }) => <Time>{time}</Time> },
    { id: 'type', header: text.type, minWidth: 150, cell: ({ detailType }) => <Inert>{detailType}</Inert> },
    { id: 'sink', header: text.sink, minWidth: 110, cell: ({ sink }) => named(sink) },
    { id: 'rule', header: text.rule, minWidth: 110, cell: ({ rule }) => named(rule) },
    { id: 'attempts', header: text.attempts, width: 110, cell: ({ attempts }) => numberText(attempts) },
    {
      id: 'due',
      header: text.due,
      minWidth: 120,
      cell: ({ due }) => (due === undefined ? '–' : <Ago>{due}</Ago>),
    },
    {
      id: 'message',
      header: text.message,
      minWidth: 200,
      cell: ({ message }) => (message === undefined ? '–' : <Text max={200}>{message}</Text>),
    },
  ];
};
