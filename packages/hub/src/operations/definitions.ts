import { invalidInput, ServiceError } from '../errors.js';

const SOME_ARN = /^arn:aws[a-z-]*:securityhub:[a-z0-9-]*:[0-9]*:\S+$/;

/** @throws ServiceError InvalidInputException, in the form in which the service refuses product ARNs */
export function checkArn(parameter: string, arn: string): void {
  if (SOME_ARN.test(arn)) return;
  throw invalidInput(`${parameter.charAt(0).toLowerCase()}${parameter.slice(1)}: "${arn}"`);
}

export const resourceNotFound = (arn: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `Resource not found: ${arn}`);

/** The code is documented ("beyond the current account limits"), the wording is ours. */
export const quotaReached = (what: string, quota: number): ServiceError =>
  new ServiceError('LimitExceededException', `Limit exceeded: there can be at most ${quota} ${what}.`);

/**
 * The id of one of the caller's own definitions.
 *
 * @param parameter whose value the ARN is, for messages
 * @param prefix of the ARNs of the caller's definitions of this kind
 * @throws ServiceError InvalidInputException for what is no ARN of the service, ResourceNotFoundException for any ARN
 *   but the caller's of this kind
 */
export function ownId(parameter: string, arn: string, prefix: string): string {
  checkArn(parameter, arn);
  const id = idAfter(prefix, arn);
  if (id === undefined) throw resourceNotFound(arn);
  return id;
}

/** What follows the prefix of an ARN; undefined for one that begins otherwise. */
export const idAfter = (prefix: string, arn: string): string | undefined =>
  arn.startsWith(prefix) ? arn.slice(prefix.length) : undefined;

/**
 * Checks the length of a text that must not be blank, as the API reference asks of names and descriptions
 * (pattern `.*\S.*`). Absent passes: that a parameter is required, the request's shape says.
 *
 * @throws ServiceError InvalidInputException
 */
export function checkText(parameter: string, text: string | undefined, maxLength: number): void {
  if (text === undefined) return;
  const size = `Invalid parameter '${parameter}'. Size '${text.length}' is`;
  if (text === '') throw invalidInput(`${size} less than minimum value: 1.`);
  if (text.length > maxLength) throw invalidInput(`${size} greater than maximum value: ${maxLength}.`);
  if (!/\S/.test(text))
    throw invalidInput(`Invalid parameter '${parameter}'. It should match pattern ".*\\S.*".`);
}

/** A JSON object made of members of which some are JSON text already; undefined ones are left out. */
export function jsonObject(members: Readonly<Record<string, JsonMember>>): string {
  const written = Object.entries(members).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return `${JSON.stringify(name)}:${typeof value === 'object' ? value.json : JSON.stringify(value)}`;
  });
  return `{${written.join(',')}}`;
}

export type JsonMember = string | number | boolean | undefined | { json: string };
