/** A label of the axis over a grid. */
export interface HeatTick {
  /** The place in a row that it stands over. */
  position: number;
  label: string;
}

/** What stands over cells, by their place in a row, where rows share one axis. `left`: of the first cell, in pixels. */
export function HeatAxis({ ticks, left, pitch }: { ticks: readonly HeatTick[]; left: number; pitch: number }) {
  if (ticks.length === 0) return null;
  return (
    <div aria-hidden="true" className="relative h-5 overflow-hidden text-meta text-subtle">
      {ticks.map(({ position, label }) => (
        <span
          key={position}
          className="absolute top-0 whitespace-nowrap border-l pl-1"
          style={{ left: left + position * pitch }}
        >
          {label}
        </span>
      ))}
    </div>
  );
}
