/** Headers out of `Name: value` lines; undefined if a line is none. */
export function headersFrom(typed: string): Readonly<Record<string, string>> | undefined {
  const lines = typed.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.map((line) => /^\s*([^\s:]+)\s*:\s*(.*?)\s*$/.exec(line));
  if (!entries.every((entry) => entry !== null)) return undefined;
  return Object.fromEntries(entries.map(([, name = '', value = '']) => [name, value]));
}
