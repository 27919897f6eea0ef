import type { TableProps } from '@cloudscape-design/components/table';
import { createContext, use } from 'react';
import { type Finding, identifierOf } from '../api/findings.js';
import { Go } from '../components/Go.js';
import { Severity } from '../components/Severity.js';
import { Inert } from '../components/Text.js';
import { Time } from '../components/Time.js';
import { type Attribute, type AttributeName, attributeNamed } from '../filter/attributes.js';
import { hrefTo } from '../router/location.js';
import { strings } from '../strings.js';
import { clipped, visible } from '../text.js';
import { plainText, valuesOf } from './values.js';

/** More of a list are in the finding itself. */
const MOST_IN_CELL = 3;
/** More than fits into any cell; the whole text is at the pointer and in the finding. */
const LONGEST_IN_CELL = 300;

const WIDTHS: Readonly<Partial<Record<AttributeName, number>>> = {
  SeverityLabel: 150,
  Title: 300,
  ResourceId: 210,
  ProductName: 130,
  WorkflowStatus: 160,
  RecordState: 130,
};

function Cell({ finding, attribute }: { finding: Finding; attribute: Attribute }) {
  const values = valuesOf(finding, attribute);
  const [first] = values;
  if (first === undefined) return '–';
  if (attribute.kind === 'date' && values.length === 1) return <Time>{plainText(first)}</Time>;
  if (attribute.name.endsWith('SeverityLabel')) return <Severity label={plainText(first)} />;
  const whole = values.map(plainText).join('\n');
  const shown = values.slice(0, MOST_IN_CELL).map((value) => clipped(plainText(value), LONGEST_IN_CELL));
  return (
    <span title={visible(clipped(whole, 2_000))}>
      <Inert>{shown.join(', ')}</Inert>
      {values.length > MOST_IN_CELL && ` ${strings.findings.more(values.length - MOST_IN_CELL)}`}
    </span>
  );
}

/** The address of the list that is shown, beside which a finding is opened. */
export const ListAddress = createContext(new URLSearchParams());

function panelHref(query: URLSearchParams, finding: Finding): string {
  const { Id, ProductArn } = identifierOf(finding);
  const next = new URLSearchParams(query);
  next.set('finding', Id);
  next.set('of', ProductArn);
  next.delete('tab');
  return hrefTo('/findings', next);
}

function TitleCell({ finding }: { finding: Finding }) {
  const address = use(ListAddress);
  const title = plainText(finding.Title ?? '') || identifierOf(finding).Id;
  return (
    <span title={visible(clipped(title, 2_000))}>
      <Go href={panelHref(address, finding)}>
        <Inert>{clipped(title, LONGEST_IN_CELL)}</Inert>
      </Go>
    </span>
  );
}

/** The columns of the list; the title leads to the finding. */
export function columnsOf(names: readonly AttributeName[]): TableProps.ColumnDefinition<Finding>[] {
  return names.flatMap((name): TableProps.ColumnDefinition<Finding>[] => {
    const attribute = attributeNamed(name);
    if (attribute === undefined) return [];
    return [
      {
        id: name,
        header: attribute.label,
        width: WIDTHS[name] ?? 170,
        minWidth: 100,
        isRowHeader: name === 'Title',
        ...(attribute.sortable && { sortingField: name }),
        cell: (finding) =>
          name === 'Title' ? (
            <TitleCell finding={finding} />
          ) : (
            <Cell finding={finding} attribute={attribute} />
          ),
      },
    ];
  });
}
