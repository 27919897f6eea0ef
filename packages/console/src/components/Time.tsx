import { momentOf } from '../format.js';
import { Inert } from './Text.js';

/** A point in time in the reader's own zone, as sent when pointed at. What is no time is shown as it is. */
export function Time({ children }: { children: string }) {
  const moment = momentOf(children);
  if (moment === undefined) return <Inert>{children}</Inert>;
  return (
    <time dateTime={moment.iso} title={children}>
      {moment.text}
    </time>
  );
}
