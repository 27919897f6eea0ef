/** Between rows and columns: what both dialects can hold in common, checked on the way back. */

export const toInteger = (value: boolean): number => (value ? 1 : 0);

export const toBoolean = (value: number): boolean => value !== 0;

/** A JSON list of strings. Throws if the column holds anything else, which only a damaged database can. */
export function parseStringList(text: string): string[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value)) throw new Error('Expected a JSON list in a control table');
  return value.map(requireString);
}

function requireString(item: unknown): string {
  if (typeof item !== 'string') throw new Error('Expected a string in a control table');
  return item;
}

/** Order by code units, whatever collation the engine has: pages and tests see one order everywhere. */
export const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Order by creation, which never changes; ids make it total. */
export const byCreation = (
  left: { createdAt: string; id: string },
  right: { createdAt: string; id: string },
): number => byText(left.createdAt, right.createdAt) || byText(left.id, right.id);
