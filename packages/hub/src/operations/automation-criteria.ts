import { invalidInput } from '../errors.js';
import { parseCriteria } from '../findings/filter/parse.js';
import type { AutomationRulesFindingFilters } from '../wire/generated/operations.js';

/**
 * Checks what is to be the criteria of an automation rule, whole: their form and what they say.
 *
 * @throws ServiceError InvalidInputException, in the style of the service's refusals of filters
 */
export function checkCriteria(criteria: unknown, now: Date): AutomationRulesFindingFilters {
  parseCriteria(criteria, now);
  // The one place where criteria get their type: the schema they passed is made from the same model as the type.
  const checked = criteria as AutomationRulesFindingFilters;
  if (Object.keys(checked).length === 0) {
    // They would hold for every finding there is: nobody means that.
    throw invalidInput('Invalid Criteria in the input: data should NOT have fewer than 1 properties');
  }
  return checked;
}
