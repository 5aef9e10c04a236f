'use client';
import { Panel } from '@/components/ui/panel';
import type { Way } from '@/lib/api/contracts/topology';
import { formatBitRate } from '@/lib/format/format-bit-rate';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { WaySegmentItem } from './way-segment';
import { WayState } from './way-state';

export interface WayPanelProps {
  way: Way;
  /** Its place among the paths, the best being 1. */
  number: number;
  titleOf: (site: string) => string;
}

/** One path, segment after segment. */
export function WayPanel({ way, number, titleOf }: WayPanelProps) {
  const { segments, state } = way;
  const [first] = segments;
  const stops = [...(first === undefined ? [] : [first.from]), ...segments.map(({ to }) => to)].map(titleOf);
  return (
    <Panel
      title={`${number}. ${stops.join(' → ')}`}
      unit={segments.length === 1 ? 'directly' : formatQuantity(segments.length, 'hop')}
      sources={<WayState state={state} />}
    >
      <p className="border-b px-4 py-2 text-muted">{sayCapacity(way)}</p>
      <details open={number === 1}>
        <summary className="min-h-8 px-4 py-1.5 text-accent hover:underline">
          {formatQuantity(segments.length, 'segment')}, and what takes over if one fails
        </summary>
        <ol className="flex flex-col divide-y border-t">
          {segments.map((segment) => (
            <WaySegmentItem key={segment.to} segment={segment} titleOf={titleOf} />
          ))}
        </ol>
      </details>
    </Panel>
  );
}

function sayCapacity({ capacity, unknownCapacities, segments }: Way): string {
  if (capacity === null)
    return 'What comes through at most is not known: no segment has a capacity that any source tells.';
  const rest =
    unknownCapacities === 0
      ? ''
      : `, of what is known: of ${formatNumber(unknownCapacities)} of ${formatQuantity(segments.length, 'segment')} no capacity is told`;
  return `At most ${formatBitRate(capacity)} each way come through${rest}.`;
}
