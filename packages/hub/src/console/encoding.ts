/** Encodings that files lie ready in, the smallest first, with how their names end. */
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** The encodings that a client takes, the smallest first; how much it prefers one to the other is left aside. */
export function acceptedEncodings(header: string | undefined): Encoding[] {
  const accepted = new Map<string, boolean>();
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    accepted.set(name, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)));
  }
  return ENCODINGS.filter(({ name }) => accepted.get(name) ?? accepted.get('*') ?? false);
}
