interface Props {
  /** What fills the bar. */
  of: number;
  children: number;
}

/** A number as a bar; the number itself stands beside it. */
export function Share({ of, children }: Props) {
  return (
    <span className="share" aria-hidden="true">
      <span style={{ width: `${Math.min(100, (100 * children) / of)}%` }} />
    </span>
  );
}
