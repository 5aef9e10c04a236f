'use client';
import { useClock } from '@/components/time/clock-provider';
import { Button } from '@/components/ui/button';
import { type GpuRange, type GpuSpan, gpuRanges } from '@/lib/queries/gpus-url';
import { formatStretch } from '@/lib/time/format-instant';
import { ZoomTo } from './zoom/zoom-to';

const words: Record<GpuRange, string> = { 'now-1h': '1 h', 'now-6h': '6 h', 'now-24h': '24 h', 'now-7d': '7 d' };

/** What to look at over time: up to now, or a stretch that is dragged over a chart or entered. */
export function RangeChoice({ span, onSpan }: { span: GpuSpan; onSpan: (span: GpuSpan) => void }) {
  const { now, zone } = useClock();
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">Range of time</legend>
      {typeof span === 'string' ? null : (
        <span className="px-1 text-meta tabular-nums">
          {formatStretch(new Date(span.from), new Date(span.to), now, zone)}
        </span>
      )}
      {gpuRanges.map((one) => (
        <Button
          key={one}
          size="compact"
          variant={one === span ? 'secondary' : 'quiet'}
          aria-pressed={one === span}
          title={`The last ${words[one]}, up to now`}
          onClick={() => onSpan(one)}
        >
          {words[one]}
        </Button>
      ))}
      <ZoomTo span={span} onSpan={onSpan} />
    </fieldset>
  );
}
