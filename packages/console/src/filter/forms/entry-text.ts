import { textAt } from '../../json.js';
import { visible } from '../../text.js';

/** One entry of a map, for reading. */
export const entryText = (value: unknown): string =>
  `${visible(textAt(value, 'Key'))}: ${visible(textAt(value, 'Value'))}`;
