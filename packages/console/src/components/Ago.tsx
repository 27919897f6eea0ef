import { agoText, momentOf } from '../format.js';
import { strings } from '../strings.js';
import { Inert } from './Text.js';

/** How long ago something was, the moment itself when pointed at; never, where it was not. */
export function Ago({ children }: { children: string | undefined }) {
  const moment = children === undefined ? undefined : momentOf(children);
  if (children === undefined) return strings.common.never;
  if (moment === undefined) return <Inert>{children}</Inert>;
  return (
    <time dateTime={moment.iso} title={moment.text}>
      {agoText(children, Date.now())}
    </time>
  );
}
