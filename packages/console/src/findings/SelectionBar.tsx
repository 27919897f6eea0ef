import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { strings } from '../strings.js';

interface Props {
  selected: number;
  all: boolean;
  /** Findings on this page. */
  onPage: number;
  count: number | undefined;
  /** There are other pages. */
  hasMore: boolean;
  onSelectAll: () => void;
  onClear: () => void;
}

/** Where a whole page is selected, the way to all that match; and back. */
export function SelectionBar({ selected, all, onPage, count, hasMore, onSelectAll, onClear }: Props) {
  const text = strings.findings;
  if (selected === 0) return undefined;
  const isWholePage = selected >= onPage && hasMore;
  return (
    <Box padding={{ top: 'xs' }}>
      {all ? text.allSelected(count) : text.someSelected(selected)}{' '}
      {!all && isWholePage && (
        <Button variant="inline-link" onClick={onSelectAll}>
          {text.selectAll(count)}
        </Button>
      )}{' '}
      <Button variant="inline-link" onClick={onClear}>
        {text.clearSelection}
      </Button>
    </Box>
  );
}
