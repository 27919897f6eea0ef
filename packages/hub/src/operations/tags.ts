import { automationRuleArn, hubArn } from '../access/arn.js';
import { invalidInput } from '../errors.js';
import { checkArn, resourceNotFound } from './definitions.js';
import type { Context } from './operation.js';
import { requireHub } from './requireHub.js';

export type Tags = Readonly<Record<string, string>>;

/** Of one resource, however they were added. */
const MAX_TAGS = 50;
const MAX_VALUE_LENGTH = 256;
/** The API reference's pattern for a tag key, but that `aws:` is reserved in any case. */
const KEY = /^(?!aws:)[a-zA-Z+-=._:/]{1,128}$/i;

/**
 * Checks all the tags that a resource is to have.
 *
 * @throws ServiceError InvalidInputException
 */
export function checkTags(tags: Tags): void {
  const entries = Object.entries(tags);
  if (entries.length > MAX_TAGS) {
    throw invalidInput(
      `Invalid parameter 'Tags'. Size '${entries.length}' is greater than maximum value: ${MAX_TAGS}.`,
    );
  }
  for (const [key, value] of entries) {
    if (!KEY.test(key)) {
      throw invalidInput(
        `Invalid tag key '${key}': it must match "^(?!aws:)[a-zA-Z+-=._:/]+$" and be 1 to 128 characters long.`,
      );
    }
    if (value.length > MAX_VALUE_LENGTH) {
      throw invalidInput(
        `Invalid value of tag '${key}': it must not be longer than ${MAX_VALUE_LENGTH} characters.`,
      );
    }
  }
}

/** Kinds of resources that can have tags: true if the ARN is one of the caller's that exists. */
const RESOURCES: readonly ((arn: string, context: Context) => boolean | Promise<boolean>)[] = [
  // Its existence is what `requireHub` has made sure of.
  (arn, { caller }) => arn === hubArn(caller.region, caller.account),
  async (arn, { caller, store }) => {
    const { account, region } = caller;
    const rules = await store.control.listAutomationRules(account, region);
    return rules.some(({ id }) => arn === automationRuleArn(region, account, id));
  },
];

/**
 * Lets a tagging operation on: authorized on the resource itself, which is the caller's and exists.
 *
 * @throws ServiceError AccessDeniedException, InvalidAccessException, InvalidInputException, ResourceNotFoundException
 */
export async function requireTaggable(action: string, arn: string, context: Context): Promise<void> {
  context.access.authorize(context.caller, `securityhub:${action}`, arn);
  await requireHub(context);
  checkArn('ResourceArn', arn);
  for (const exists of RESOURCES) if (await exists(arn, context)) return;
  throw resourceNotFound(arn);
}
