import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { strings } from '../strings.js';

/** Text to be copied as it is. */
export function Code({ children, label }: { children: string; label?: string }) {
  const text = strings.common;
  return (
    <div className="code">
      <section className="json" aria-label={label ?? text.code}>
        {/* It scrolls, so it must be reachable without a pointer. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
        <pre tabIndex={0}>{children}</pre>
      </section>
      <Box float="right">
        <CopyToClipboard
          copyButtonText={text.copy}
          copySuccessText={text.copied}
          copyErrorText={text.copyFailed}
          textToCopy={children}
        />
      </Box>
    </div>
  );
}
