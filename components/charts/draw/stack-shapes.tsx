import type { StackBucket, StackPart, Stacks } from '../prepare/to-stacks';
import { type StackPaint, toFill } from './stack-paint';

/** Where things stand, in pixels. */
export interface StackGeometry {
  /** The left edge of a bucket. */
  toX: (bucket: number) => number;
  toY: (value: number) => number;
  /** From one bucket to the next, and what of it stays free between bars. */
  pitch: number;
  gap: number;
}

export interface StackPartsProps {
  id: string;
  paint: StackPaint;
  stacks: Pick<Stacks, 'parts' | 'runs'>;
  geometry: StackGeometry;
}

/** One series of the stacks: an area over each run, a bar everywhere else. */
export function StackParts({
  id,
  paint,
  stacks: { parts, runs },
  geometry: { toX, toY, pitch, gap },
}: StackPartsProps) {
  const own = parts.get(paint.key) ?? [];
  const isWithin = ({ bucket }: StackPart, run: { first: number; last: number }) =>
    run.first <= bucket && bucket <= run.last;
  const areas = runs.flatMap((run) => toUnbroken(own.filter((part) => isWithin(part, run))));
  const drawn = new Set(areas.flat());
  const toMiddle = (bucket: number) => toX(bucket) + pitch / 2;
  return (
    <g fill={toFill(id, paint)} stroke="var(--color-surface)">
      {areas.map((area) => (
        <path key={area[0]?.bucket} d={toOutline(area, toMiddle, toY)} />
      ))}
      {own
        .filter((part) => !drawn.has(part))
        .map(({ bucket, low, high }) => (
          <rect
            key={bucket}
            x={toX(bucket) + gap / 2}
            y={toY(high)}
            width={Math.max(1, pitch - gap)}
            height={toY(low) - toY(high)}
          />
        ))}
    </g>
  );
}

/** Parts of buckets that follow one another, two at least; a lone one is a bar. */
function toUnbroken(parts: readonly StackPart[]): StackPart[][] {
  const found: StackPart[][] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last?.at(-1)?.bucket === part.bucket - 1) last.push(part);
    else found.push([part]);
  }
  return found.filter(({ length }) => length > 1);
}

function toOutline(
  parts: readonly StackPart[],
  toX: (bucket: number) => number,
  toY: (value: number) => number,
): string {
  const upper = parts.map(({ bucket, high }) => `${toX(bucket)} ${toY(high)}`);
  const lower = parts.toReversed().map(({ bucket, low }) => `${toX(bucket)} ${toY(low)}`);
  return `M${[...upper, ...lower].join('L')}Z`;
}

const capHeight = 8;
/** Narrower bars have no room for a sign above them. */
const leastSignWidth = 12;

export interface StackMarksProps {
  id: string;
  bucket: StackBucket;
  index: number;
  /** The upper end of the stack; null: it has none. */
  top: number | null;
  geometry: StackGeometry;
}

/** What a bucket's stack says of itself: hatched where it may still change, open where something is missing. */
export function StackMarks({ id, bucket, index, top, geometry: { toX, toY, pitch, gap } }: StackMarksProps) {
  const [x, y] = [toX(index) + gap / 2, toY(top === null ? 0 : top)];
  const width = Math.max(1, pitch - gap);
  return (
    <>
      {bucket.isUnsettled && top !== null ? (
        <rect x={x} y={y} width={width} height={toY(0) - y} fill={`url(#${id}-unsettled)`} />
      ) : null}
      {bucket.isFloor ? (
        <path
          d={`M${x} ${y}v${-capHeight}M${x + width} ${y}v${-capHeight}`}
          stroke="var(--color-muted)"
          strokeDasharray="2 2"
        />
      ) : null}
      {bucket.isFloor && pitch >= leastSignWidth ? (
        <path d={`M${x + width / 2 - 3} ${y - 12}l6 3l-6 3m0 3h6`} fill="none" stroke="var(--color-muted)" />
      ) : null}
    </>
  );
}
