/** Where the bins of the fixed 0–100 % scale part, in percent. A value on an edge is in the bin above it. */
export const heatEdges = [5, 20, 40, 60, 80, 95] as const;

/** How many bins there are, and colours of the sequential palette. */
export const heatBinCount = heatEdges.length + 1;

/** The bin of a share in percent, from 0, the palest, to 6. */
export function toHeatBin(percent: number): number {
  const edge = heatEdges.findIndex((end) => percent < end);
  return edge === -1 ? heatEdges.length : edge;
}

/** What each bin holds, in words for the legend, the palest first. */
export const heatBinTitles: readonly string[] = [
  `under ${heatEdges[0]} %`,
  ...heatEdges.slice(1).map((end, index) => `${heatEdges[index]}–${end} %`),
  `${heatEdges.at(-1)} % and more`,
];
