import { form, optional, type Reader, readMembers, required } from '../../admin/members.js';
import { invalidInput } from '../../errors.js';
import { FILE_NAME } from '../../events/sinks/file.js';
import type { Networks } from '../../events/sinks/networks.js';

const MAX_URL = 2_048;
const MAX_HEADERS = 20;
const MAX_HEADER_VALUE = 4_096;
/** A token, as HTTP calls it. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;
/** What belongs to the connection or to us. */
const OURS =
  /^(host|content-.*|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|user-agent|webhook-.*)$/i;

const fileName = form(FILE_NAME, 'a file name of letters, digits and ._- that begins with a letter or digit');

/** The name of the file that a body's `File` names. */
export const readFile = (file: unknown): string => required(readMembers(file, ['Name']), 'Name', fileName);

/** What a body's `Webhook` says of a webhook; `fallback` is what it is so far. */
export function readWebhook(
  webhook: unknown,
  networks: Networks,
  fallback: { url: string | undefined; headers: Readonly<Record<string, string>> },
): { url: string; headers: Readonly<Record<string, string>> } {
  const members = readMembers(webhook, ['Url', 'Headers']);
  const url = optional(members, 'Url', readUrl(networks), fallback.url);
  if (url === undefined) throw invalidInput('Webhook.Url is required');
  return { url, headers: optional(members, 'Headers', headers, fallback.headers) };
}

const readUrl =
  (networks: Networks): Reader<string> =>
  (value, name) => {
    const url =
      typeof value === 'string' && value.length <= MAX_URL && URL.canParse(value)
        ? new URL(value)
        : undefined;
    if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
      throw invalidInput(`Webhook.${name} must be an http or https URL of at most ${MAX_URL} characters`);
    }
    if (url.username !== '' || url.password !== '') {
      throw invalidInput(`Webhook.${name} must not hold a password: send it as the header Authorization`);
    }
    const refusal = networks.refuses(url.hostname.replace(/^\[|\]$/g, ''));
    if (refusal !== undefined) throw invalidInput(`Webhook.${name}: ${refusal}`);
    return url.href;
  };

const headers: Reader<Readonly<Record<string, string>>> = (value, name) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidInput(`Webhook.${name} must be an object of header names and values`);
  }
  const entries = Object.entries(value).map(([header, content]: [string, unknown]) => {
    if (!HEADER_NAME.test(header)) throw invalidInput(`${JSON.stringify(header)} is no name of a header`);
    if (OURS.test(header)) throw invalidInput(`The header ${header} is set by the hub itself`);
    // As HTTP allows them: a line break would begin another header.
    const fits =
      typeof content === 'string' &&
      content.length <= MAX_HEADER_VALUE &&
      /^[\t\x20-\x7e\x80-\xff]*$/.test(content);
    if (!fits)
      throw invalidInput(
        `The header ${header} must be Latin text on one line, of at most ${MAX_HEADER_VALUE} characters`,
      );
    return [header, content] as const;
  });
  if (entries.length > MAX_HEADERS) throw invalidInput(`Webhook.${name} can be ${MAX_HEADERS} at most`);
  return Object.fromEntries(entries);
};
