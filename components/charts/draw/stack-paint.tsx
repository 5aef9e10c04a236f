/** How one part of the stacks is painted. */
export interface StackPaint {
  key: string;
  label: string;
  /** As CSS takes it. */
  colour: string;
  /** Told apart by hatching too: what is none of the named parts. */
  isHatched: boolean;
}

/** What an element is filled with; `id` is that of the patterns. */
export function toFill(id: string, { key, colour, isHatched }: StackPaint): string {
  return isHatched ? `url(#${id}-${toName(key)})` : colour;
}

const toName = (key: string) => encodeURIComponent(key).replaceAll(/[%.()'*!]/g, '_');

/** The hatchings of a chart: one for each hatched part, and the one that lies over what is unsettled. */
export function StackPatterns({ id, paints }: { id: string; paints: readonly StackPaint[] }) {
  return (
    <defs>
      {paints
        .filter(({ isHatched }) => isHatched)
        .map(({ key, colour }) => (
          <pattern
            key={key}
            id={`${id}-${toName(key)}`}
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="5" height="5" fill="var(--color-surface)" />
            <rect width="3" height="5" fill={colour} />
          </pattern>
        ))}
      <pattern id={`${id}-unsettled`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <rect width="2" height="6" fill="var(--color-surface)" fillOpacity="0.75" />
      </pattern>
    </defs>
  );
}

/** A part's sign in a legend. */
export function StackSwatch({ id, paint }: { id: string; paint: StackPaint }) {
  return (
    <svg aria-hidden="true" width="12" height="12" className="shrink-0">
      <StackPatterns id={id} paints={[paint]} />
      <rect width="12" height="12" rx="2" fill={toFill(id, paint)} />
    </svg>
  );
}

/** The sign of what may still change. */
export function UnsettledSwatch({ id }: { id: string }) {
  return (
    <svg aria-hidden="true" width="12" height="12" className="shrink-0">
      <StackPatterns id={id} paints={[]} />
      <rect width="12" height="12" rx="2" fill="var(--color-muted)" />
      <rect width="12" height="12" fill={`url(#${id}-unsettled)`} />
    </svg>
  );
}

/** The sign of a bar from which something is missing. */
export function FloorSwatch() {
  return (
    <svg aria-hidden="true" width="12" height="12" className="shrink-0">
      <rect y="7" width="12" height="5" fill="var(--color-muted)" />
      <path d="M0.5 7V0M11.5 7V0" stroke="var(--color-muted)" strokeDasharray="2 1" />
    </svg>
  );
}
