import type { Statement } from './caller.js';
import { parseOperator } from './conditions.js';
import { asList, fault, members } from './policy-checks.js';

/** operator → key → values, every operator known and every value one that it can compare with. */
export function parseCondition(value: unknown, place: string): NonNullable<Statement['Condition']> {
  const blocks = Object.entries(members(value, place)).map(([name, block]) => {
    const parsed = parseOperator(name);
    if (parsed === undefined) throw fault(place, `has an unknown operator ${JSON.stringify(name)}`);
    const keys = Object.entries(members(block, `${place}.${name}`)).map(([key, texts]) => {
      const keyPlace = `${place}.${name}[${JSON.stringify(key)}]`;
      const list = asList(texts).map((text, i) => conditionValue(text, `${keyPlace}[${i}]`));
      if (list.length === 0) throw fault(keyPlace, 'must not be empty');
      for (const [i, text] of list.entries()) {
        const accepted = parsed.operator?.accepts(text) ?? /^(true|false)$/i.test(text);
        // A variable gets its value when the policy is used.
        if (!accepted && !text.includes('${')) throw fault(`${keyPlace}[${i}]`, `is no value for ${name}`);
      }
      return [key, list] as const;
    });
    return [name, Object.fromEntries(keys)] as const;
  });
  return Object.fromEntries(blocks);
}

function conditionValue(value: unknown, place: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return String(value);
  throw fault(place, 'must be a string, a number or a boolean');
}
