/** The findings of an account in a Region: what one statement is about, and what a cluster keeps on one shard. */
export interface Scope {
  account: string;
  region: string;
}

/** Things by the scope that they belong to, in an order that is the same for everybody, so that nobody waits in a circle. */
export function byScope<Item>(
  items: readonly Item[],
  scopeOf: (item: Item) => Scope,
): { scope: Scope; items: Item[] }[] {
  const groups = new Map<string, { scope: Scope; items: Item[] }>();
  for (const item of items) {
    const { account, region } = scopeOf(item);
    const name = `${account} ${region}`;
    const group = groups.get(name);
    if (group) group.items.push(item);
    else groups.set(name, { scope: { account, region }, items: [item] });
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}
