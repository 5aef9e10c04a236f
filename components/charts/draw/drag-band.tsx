/** What is dragged over, from the chart's top to its bottom. Pixels from the chart's left. */
export function DragBand({ left, right, bottom = 0 }: { left: number; right: number; bottom?: number }) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute top-0 z-10 border-accent border-x bg-accent/15"
      style={{ left, width: Math.max(0, right - left), bottom }}
    />
  );
}
