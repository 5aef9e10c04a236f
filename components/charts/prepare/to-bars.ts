/** One measured thing of a bar chart. */
export interface BarDatum {
  key: string;
  label: string;
  /** A whole count, never below zero. */
  value: number;
  /** The count is a floor: more of it may be missing from the sources. */
  atLeast: boolean;
}

/** One bar to draw. */
export interface Bar extends BarDatum {
  /** Length as a share of the longest bar, from 0 to 1. */
  share: number;
  /** How many things it stands for; more than one only for the bar of the others. */
  members: number;
}

const mostBars = 8;
export const othersKey = 'others';

/**
 * The bars of a chart, longest first: at most eight, the rest summed into one that stands last whatever its length.
 * Equal ones stand by name. Nothing is drawn for an empty list.
 */
export function toBars(data: readonly BarDatum[], nameOthers: (members: number) => string): Bar[] {
  const sorted = [...data].sort((one, other) => other.value - one.value || one.label.localeCompare(other.label));
  const keptCount = sorted.length <= mostBars ? mostBars : mostBars - 1;
  const kept = sorted.slice(0, keptCount).map((datum) => ({ ...datum, members: 1 }));
  const others = sorted.slice(keptCount);
  const rest = {
    key: othersKey,
    label: nameOthers(others.length),
    value: others.reduce((sum, { value }) => sum + value, 0),
    atLeast: others.some(({ atLeast }) => atLeast),
    members: others.length,
  };
  const bars = others.length === 0 ? kept : [...kept, rest];
  const longest = Math.max(1, ...bars.map(({ value }) => value));
  return bars.map((bar) => ({ ...bar, share: bar.value / longest }));
}
