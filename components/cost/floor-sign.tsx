/** Set before a figure that is at least this: “≥”, read aloud as such. Never parted from it by the end of a line. */
export function FloorSign({ why }: { why: string }) {
  return (
    <span className="text-muted" title={why}>
      <span aria-hidden="true">≥{'\u00a0'}</span>
      <span className="sr-only">at least </span>
    </span>
  );
}
