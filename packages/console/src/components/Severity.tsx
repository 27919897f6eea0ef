import Badge, { type BadgeProps } from '@cloudscape-design/components/badge';
import { Inert } from './Text.js';

const COLORS: ReadonlyMap<string, BadgeProps['color']> = new Map([
  ['CRITICAL', 'severity-critical'],
  ['HIGH', 'severity-high'],
  ['MEDIUM', 'severity-medium'],
  ['LOW', 'severity-low'],
  ['INFORMATIONAL', 'severity-neutral'],
] as const);

/** A severity label in its colour; the word says it, too. */
export function Severity({ label }: { label: string }) {
  return (
    <span className="word">
      <Badge color={COLORS.get(label) ?? 'grey'}>
        <Inert>{label}</Inert>
      </Badge>
    </span>
  );
}
