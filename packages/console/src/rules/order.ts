/** The lowest and highest order that a rule can have. */
const FIRST = 1;
const LAST = 1_000;

export interface Ordered {
  readonly arn: string;
  readonly order: number;
}

/**
 * New orders for rules that somebody has put in a sequence, of as few of them as possible: a rule keeps its order where that
 * is above the one before it.
 *
 * @param rules in the sequence wanted, at most a thousand
 * @returns those whose order changes
 */
export function reordered(rules: readonly Ordered[]): Ordered[] {
  const kept = assign(rules, (order, lowest) => Math.max(order, lowest));
  const fits = (kept.at(-1)?.order ?? FIRST) <= LAST;
  // Where there is no room above, they move together.
  const next = fits ? kept : assign(rules, (_, lowest) => lowest);
  return next.filter(({ order }, index) => order !== rules[index]?.order);
}

function assign(rules: readonly Ordered[], choose: (order: number, lowest: number) => number): Ordered[] {
  let lowest = FIRST;
  return rules.map(({ arn, order }) => {
    const chosen = choose(order, lowest);
    lowest = chosen + 1;
    return { arn, order: chosen };
  });
}
