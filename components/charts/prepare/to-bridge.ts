/** One step of a bridge: by how much a figure rises or falls. */
interface BridgeStep {
  key: string;
  label: string;
  change: number;
}

/** A bar between two heights, as shares of the whole width from 0 to 1. */
interface BridgeBar {
  key: string;
  label: string;
  from: number;
  to: number;
  isFall: boolean;
  /** The last bar, from nothing to what all steps come to. */
  isTotal: boolean;
}

/** A bridge to draw. `origin`: where nothing stands. */
export interface Bridge {
  bars: BridgeBar[];
  origin: number;
}

/** Steps one behind the other, each from where the one before it ended, and what they come to. Null: nothing changed. */
export function toBridge(steps: readonly BridgeStep[], totalLabel: string): Bridge | null {
  let level = 0;
  const spans = steps.map(({ change, ...step }) => {
    const from = level;
    level += change;
    return { ...step, from, to: level, isTotal: false };
  });
  const all = [...spans, { key: 'total', label: totalLabel, from: 0, to: level, isTotal: true }];
  const least = Math.min(0, ...all.map(({ to }) => to));
  const most = Math.max(0, ...all.map(({ to }) => to));
  const width = most - least;
  if (width === 0) return null;
  const toShare = (value: number) => (value - least) / width;
  return {
    origin: toShare(0),
    bars: all.map(({ from, to, ...bar }) => ({ ...bar, from: toShare(from), to: toShare(to), isFall: to < from })),
  };
}
