import type { PathQuality } from '@/lib/api/contracts/path-keys';
import type { PathUsual } from '@/lib/api/contracts/path-usual';
import type { Path } from '@/lib/api/contracts/paths';

/** Where the seven bins of a scale part, in what stands on cells: milliseconds, percent, MB a second. */
interface Scale {
  edges: readonly number[];
  unit: string;
  toScale: number;
}

const scales = {
  latency: { edges: [2, 10, 25, 50, 100, 200], unit: 'ms', toScale: 1_000 },
  jitter: { edges: [0.1, 0.5, 1, 2, 5, 10], unit: 'ms', toScale: 1_000 },
  loss: { edges: [0.1, 0.5, 1, 2, 5, 20], unit: '%', toScale: 100 },
  throughput: { edges: [1, 10, 50, 100, 500, 1_000], unit: 'MB/s', toScale: 1e-6 },
} as const satisfies Record<string, Scale>;

function scaleOf(show: PathQuality, unit: Path['unit']): Scale {
  if (show === 'loss' || show === 'jitter') return scales[show];
  return unit === 's' ? scales.latency : scales.throughput;
}

/** The bin of a value on the fixed scale of its measure, from 0, the palest, to 6. */
export function toPathBin(value: number, show: PathQuality, unit: Path['unit']): number {
  const { edges, toScale } = scaleOf(show, unit);
  const edge = edges.findIndex((end) => value * toScale < end);
  return edge === -1 ? edges.length : edge;
}

/** What each bin holds, in words. */
export function toPathBinTitles(show: PathQuality, unit: Path['unit']): string[] {
  const { edges, unit: word } = scaleOf(show, unit);
  return [
    `under ${edges[0]} ${word}`,
    ...edges.slice(1).map((end, index) => `${edges[index]}–${end} ${word}`),
    `${edges.at(-1)} ${word} and more`,
  ];
}

/** Parts of the way from what is usual to the limit of it. */
const usualEdges = [-1, -0.5, -0.15, 0.15, 0.5, 1];

/**
 * The bin of a value against what is usual, from 0, far better, over 3, as usual, to 6: beyond the limit. A limit stands above
 * what is usual, and of throughput below, so that more is worse or less is.
 */
export function toUsualBin(value: number, { median, limit }: NonNullable<PathUsual>): number {
  const share = (value - median) / (limit - median);
  const edge = usualEdges.findIndex((end) => share < end);
  return edge === -1 ? usualEdges.length : edge;
}

export const usualBinTitles: readonly string[] = [
  'far better than usual',
  'better',
  'a little better',
  'as usual',
  'a little worse',
  'worse',
  'beyond its limit',
];
