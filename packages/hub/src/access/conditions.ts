import type { ConditionContext, Statement } from './caller.js';
import { OPERATORS, type Operator } from './operators.js';
import { resolve } from './variables.js';

/** A condition operator as written in a policy, taken apart. */
export interface ParsedOperator {
  quantifier: 'one' | 'any' | 'all';
  ifExists: boolean;
  /** Absent for `Null`, which asks about the key and not about its values. */
  operator?: Operator;
}

const QUANTIFIERS = new Map<string, ParsedOperator['quantifier']>([
  ['ForAnyValue', 'any'],
  ['ForAllValues', 'all'],
]);

/** `ForAnyValue:StringLikeIfExists` → its parts; undefined if IAM has no such operator. */
export function parseOperator(written: string): ParsedOperator | undefined {
  const [, prefix, name = '', suffix] = /^(?:(\w+):)?(\w+?)(IfExists)?$/.exec(written) ?? [];
  const quantifier = prefix === undefined ? 'one' : QUANTIFIERS.get(prefix);
  if (quantifier === undefined) return undefined;
  if (name === 'Null') {
    return prefix === undefined && suffix === undefined ? { quantifier, ifExists: false } : undefined;
  }
  const operator = OPERATORS.get(name);
  return operator === undefined ? undefined : { quantifier, ifExists: suffix !== undefined, operator };
}

/** True if every operator and every key of the condition holds. Keys of the context are in lower case. */
export function conditionHolds(
  condition: Statement['Condition'],
  context: ConditionContext,
  variables: boolean,
): boolean {
  if (condition === undefined) return true;
  return Object.entries(condition).every(([name, keys]) => {
    const parsed = parseOperator(name);
    // `parsePolicy` lets no unknown operator in; should one get here, nothing may be allowed by it.
    if (parsed === undefined) return false;
    return Object.entries(keys).every(([key, written]) =>
      keyHolds(parsed, context.get(key.toLowerCase()), written, context, variables),
    );
  });
}

function keyHolds(
  { quantifier, ifExists, operator }: ParsedOperator,
  values: readonly string[] | undefined,
  written: readonly string[],
  context: ConditionContext,
  variables: boolean,
): boolean {
  if (operator === undefined) {
    const absent = values === undefined;
    return written.some((text) => (text.toLowerCase() === 'true') === absent);
  }
  if (values === undefined || values.length === 0) {
    return ifExists || quantifier === 'all' || (quantifier === 'one' && operator.negated);
  }
  const texts = written.map((text) => resolve(text, context, variables));
  // A variable without a value makes the statement say nothing at all.
  if (!texts.every((text) => text !== undefined)) return false;
  const holds = (value: string): boolean =>
    texts.some((text) => operator.matches(value, text)) !== operator.negated;
  // One operator on several values without a quantifier: any may match, but none may match what is excluded.
  const all = quantifier === 'all' || (quantifier === 'one' && operator.negated);
  return all ? values.every(holds) : values.some(holds);
}
