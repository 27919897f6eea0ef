import Link from '@cloudscape-design/components/link';
import { strings } from '../strings.js';
import { safeUrl } from '../text.js';
import { Inert, Text } from './Text.js';

/**
 * An address that somebody else wrote. Only http and https become links, that tell the other side nothing; anything else
 * is text.
 */
export function SafeLink({ children }: { children: string }) {
  const url = safeUrl(children);
  if (url === undefined) return <Text max={500}>{children}</Text>;
  return (
    <Link
      external
      href={url}
      rel="noreferrer noopener"
      target="_blank"
      externalIconAriaLabel={strings.common.opensInNewTab}
    >
      <Inert>{children}</Inert>
    </Link>
  );
}
