import { form, optional, type Reader, readMembersOf, required } from '../../admin/members.js';
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
export const readFile = (file: unknown): string =>
  required(readMembersOf(file, 'File', ['Name']), 'File.Name', fileName);

/** What a body's `Webhook` says of a webhook; `fallback` is what it is so far. */
export function readWebhook(
  webhook: unknown,
  networks: Networks,
  fallback: { url: string | undefined; headers: Readonly<Record<string, string>> },
): { url: string; headers: Readonly<Record<string, string>> } {
  const members = readMembersOf(webhook, 'Webhook', ['Url', 'Headers']);
  const url = optional(members, 'Webhook.Url', readUrl(networks), fallback.url);
  if (url === undefined) throw invalidInput('Webhook.Url is required');
  // Or whoever may change a sink could have its credentials sent to where they can be read.
  const stay = fallback.url === undefined || new URL(fallback.url).origin === new URL(url).origin;
  if (!stay && !members.has('Webhook.Headers') && Object.keys(fallback.headers).length > 0) {
    throw invalidInput('Webhook.Headers must be given again when Webhook.Url leads to another host');
  }
  return { url, headers: optional(members, 'Webhook.Headers', headers, fallback.headers) };
}

const readUrl =
  (networks: Networks): Reader<string> =>
  (value, name) => {
    const url =
      typeof value === 'string' && value.length <= MAX_URL && URL.canParse(value)
        ? new URL(value)
        : undefined;
    if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
      throw invalidInput(`${name} must be an http or https URL of at most ${MAX_URL} characters`);
    }
    if (url.username !== '' || url.password !== '') {
      throw invalidInput(`${name} must not hold a password: send it as the header Authorization`);
    }
    const refusal = networks.refuses(url.hostname.replace(/^\[|\]$/g, ''));
    if (refusal !== undefined) throw invalidInput(`${name}: ${refusal}`);
    return url.href;
  };

const headers: Reader<Readonly<Record<string, string>>> = (value, name) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidInput(`${name} must be an object of header names and values`);
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
  const names = new Set(entries.map(([header]) => header.toLowerCase()));
  if (names.size < entries.length) throw invalidInput(`${name} must not name a header twice`);
  if (entries.length > MAX_HEADERS) throw invalidInput(`${name} can be ${MAX_HEADERS} at most`);
  return Object.fromEntries(entries);
};
