import Button from '@cloudscape-design/components/button';
import { type ReactNode, useState } from 'react';
import { isMembers } from '../json.js';
import { strings } from '../strings.js';
import { SafeLink } from './SafeLink.js';
import { Inert, Text } from './Text.js';

/** So many members or items are shown at once; more when asked for. */
const STEP = 50;
/** Deeper ones are shown as JSON: nobody nests so deep to be read. */
const DEEPEST = 12;

/** Any JSON, for reading: members and items below each other. */
export function Tree({ value, depth = 0 }: { value: unknown; depth?: number }) {
  if (Array.isArray(value)) {
    if (value.length === 0) return <Inert>[]</Inert>;
    return <Entries depth={depth} entries={value.map((item, index) => [undefined, item, index])} />;
  }
  if (isMembers(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return <Inert>{'{}'}</Inert>;
    return <Entries depth={depth} entries={entries.map(([key, member], index) => [key, member, index])} />;
  }
  if (typeof value !== 'string') return <Inert>{String(value)}</Inert>;
  return /^https?:/i.test(value) ? <SafeLink>{value}</SafeLink> : <Text max={1_000}>{value}</Text>;
}

type Entry = readonly [key: string | undefined, value: unknown, index: number];

function Entries({ entries, depth }: { entries: readonly Entry[]; depth: number }) {
  const [shown, setShown] = useState(STEP);
  const rest = entries.length - shown;
  if (depth >= DEEPEST) return <Text max={500}>{JSON.stringify(entries.map(([, value]) => value))}</Text>;
  return (
    <div className={entries[0]?.[0] === undefined ? 'tree-list' : 'tree'}>
      {entries.slice(0, shown).map(([key, value, index]) => (
        <Row key={index} name={key}>
          <Tree value={value} depth={depth + 1} />
        </Row>
      ))}
      {rest > 0 && (
        <Button variant="inline-link" onClick={() => setShown(shown + 10 * STEP)}>
          {strings.common.showMore(rest)}
        </Button>
      )}
    </div>
  );
}

function Row({ name, children }: { name: string | undefined; children: ReactNode }) {
  return (
    <div className="tree-row">
      {name !== undefined && (
        <span className="tree-key">
          <Text max={200}>{name}</Text>
        </span>
      )}
      <div className="tree-value">{children}</div>
    </div>
  );
}
