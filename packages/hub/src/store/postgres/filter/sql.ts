/** Conditions as texts. Those that are known beforehand are folded, so that nothing is looked up for them. */

/** Which side of a condition an approximation is on: true of all that pass, or of none but those. */
export type Bound = 'may' | 'must';

export const opposite = (bound: Bound): Bound => (bound === 'may' ? 'must' : 'may');

export const TRUE = 'TRUE';
export const FALSE = 'FALSE';

export const isDecided = (condition: string): boolean => condition === TRUE || condition === FALSE;

export const conjunction = (conditions: readonly string[]): string => join(conditions, 'AND', TRUE, FALSE);

export const disjunction = (conditions: readonly string[]): string => join(conditions, 'OR', FALSE, TRUE);

/** NULL counts as false. */
export function negation(condition: string): string {
  if (condition === TRUE) return FALSE;
  return condition === FALSE ? TRUE : `(${condition}) IS NOT TRUE`;
}

function join(conditions: readonly string[], operator: string, neutral: string, decisive: string): string {
  if (conditions.includes(decisive)) return decisive;
  const [first, ...others] = conditions.filter((condition) => condition !== neutral);
  if (first === undefined) return neutral;
  return others.length === 0
    ? first
    : `(${[first, ...others].map((one) => `(${one})`).join(` ${operator} `)})`;
}
